using IBMCloud.DiskImages.Preflight;

namespace IBMCloud.DiskImages.Tests.Preflight;

/// <summary>What is read out of a guest's files.</summary>
public sealed class GuestFactsTests : IDisposable
{
    private const string VersionFile = "usr/lib/python3/dist-packages/cloudinit/version.py";
    private readonly GuestImage _guest = new();

    public void Dispose() => _guest.Dispose();

    [Theory]
    [InlineData("ID=ubuntu\nVERSION_ID=\"22.04\"\n", "UBUNTU_22_64", "ubuntu-22-04-amd64", PreflightVerdict.Ok)]
    [InlineData("ID='rhel'\nVERSION_ID='9.4'\n", "REDHAT_9_64", "red-9-amd64", PreflightVerdict.Ok)]
    [InlineData("NAME=\"CentOS Stream\"\nPRETTY_NAME=\"CentOS Stream 9\"\nID=\"centos\"\nVERSION_ID=\"9\"\n", "CENTOS_9_64", "centos-stream-9-amd64", PreflightVerdict.Ok)]
    [InlineData("ID=debian\nVERSION_ID=10\n", "DEBIAN_10_64", "debian-10-amd64", PreflightVerdict.Warn)]
    [InlineData("ID=fedora\nVERSION_ID=40\n", null, null, PreflightVerdict.Fail)]
    [InlineData("ID=debian\nPRETTY_NAME=\"Debian GNU/Linux trixie/sid\"\n", null, null, PreflightVerdict.Fail)]
    [InlineData("NAME=nothing\n", null, null, PreflightVerdict.CannotTell)]
    public async Task The_operating_system_gives_its_code(string release, string? classic, string? vpc, PreflightVerdict verdict)
    {
        _guest.Root["etc/os-release"] = release;
        var disk = _guest.Build();

        var report = await PreflightCheck.InspectAsync(disk);

        report.OperatingSystemReferenceCode.Should().Be(classic);
        report.Of("operating-system").Verdict.Should().Be(verdict);
        var inVpc = await PreflightCheck.InspectAsync(disk, PreflightTarget.Vpc);
        inVpc.OperatingSystemReferenceCode.Should().Be(vpc);
        inVpc.Of("operating-system").Verdict.Should().Be(PreflightVerdict.CannotTell, "only the service knows what it takes");
    }

    [Fact]
    public async Task An_old_Red_Hat_says_it_in_another_file()
    {
        _guest.Root.Remove("etc/os-release");
        _guest.Root["etc/redhat-release"] = "CentOS release 6.10 (Final)\n";

        (await PreflightCheck.InspectAsync(_guest.Build())).OperatingSystemReferenceCode.Should().Be("CENTOS_6_64");
    }

    [Theory]
    [InlineData("__VERSION__ = \"0.7.7\"", PreflightVerdict.Ok, PreflightVerdict.Fail)]
    [InlineData("__VERSION__ = '0.7.9'", PreflightVerdict.Ok, PreflightVerdict.Ok)]
    [InlineData("    return vr.StrictVersion(\"0.7.5\")", PreflightVerdict.Fail, PreflightVerdict.Fail)]
    [InlineData("__VERSION__ = \"0.7.10\"", PreflightVerdict.Ok, PreflightVerdict.Ok)]
    [InlineData("__VERSION__ = make_it()", PreflightVerdict.CannotTell, PreflightVerdict.CannotTell)]
    public async Task The_version_of_cloud_init_counts_and_VPC_wants_a_newer_one(string python, PreflightVerdict classic, PreflightVerdict vpc)
    {
        _guest.Root[VersionFile] = python + "\n";
        var disk = _guest.Build();

        (await PreflightCheck.InspectAsync(disk)).Of("cloud-init").Verdict.Should().Be(classic);
        (await PreflightCheck.InspectAsync(disk, PreflightTarget.Vpc)).Of("cloud-init").Verdict.Should().Be(vpc);
    }

    [Theory]
    [InlineData("usr/lib/python2.7/site-packages/cloudinit/version.py", "__VERSION__ = \"18.5\"")]
    [InlineData("usr/lib64/python3.9/site-packages/cloudinit/version.py", "__VERSION__ = \"23.1.1\"")]
    [InlineData("var/lib/dpkg/status", "Package: bash\nStatus: install ok installed\nVersion: 1\n\nPackage: cloud-init\nStatus: install ok installed\nPriority: optional\nVersion: 20.4.1-2+deb11u1\n\n")]
    public async Task Cloud_init_is_found_where_distributions_put_it(string path, string content)
    {
        _guest.Root.Remove(VersionFile);
        _guest.Root[path] = content;

        (await PreflightCheck.InspectAsync(_guest.Build())).Of("cloud-init").Should().Match<PreflightFinding>(
            finding => finding.Verdict == PreflightVerdict.Ok && finding.Evidence.Contains(path));
    }

    [Fact]
    public async Task A_package_that_was_removed_is_not_there()
    {
        _guest.Root.Remove(VersionFile);
        _guest.Root.Remove("usr/bin/cloud-init");
        _guest.Root["var/lib/dpkg/status"] = "Package: cloud-init\nStatus: deinstall ok config-files\nVersion: 20.4.1\n\n";

        (await PreflightCheck.InspectAsync(_guest.Build())).Rules(PreflightVerdict.Fail).Should().Equal("cloud-init");
    }

    [Theory]
    [InlineData("datasource_list: [ ConfigDrive, None ]", PreflightVerdict.Ok)]
    [InlineData("datasource_list:\n  - \"NoCloud\"\n  - 'ConfigDrive'  # ours\n", PreflightVerdict.Ok)]
    [InlineData("datasource_list: [\n  NoCloud,\n  ConfigDrive\n]\n", PreflightVerdict.Ok)]
    [InlineData("# datasource_list: [ ConfigDrive ]\ndatasource_list: [ NoCloud ]", PreflightVerdict.Fail)]
    [InlineData("datasource_list: [ ConfigDrive ]\ndatasource_list: [ Ec2 ]\n", PreflightVerdict.Fail)]
    [InlineData("datasource_list: []", PreflightVerdict.Fail)]
    [InlineData("datasource_list: *anchor", PreflightVerdict.CannotTell)]
    [InlineData("datasource_list: [ ConfigDrive, !!str None ]", PreflightVerdict.CannotTell)]
    [InlineData("other: [ ConfigDrive ]", PreflightVerdict.CannotTell)]
    public async Task The_data_sources_are_read_in_either_style_of_YAML_and_never_half_understood(string yaml, PreflightVerdict verdict)
    {
        _guest.Root["etc/cloud/cloud.cfg.d/90_datasource.cfg"] = yaml;

        (await PreflightCheck.InspectAsync(_guest.Build())).Of("cloud-init-datasource").Verdict.Should().Be(verdict);
    }

    [Fact]
    public async Task The_last_file_that_names_the_data_sources_wins()
    {
        _guest.Root["etc/cloud/cloud.cfg"] += "datasource_list: [ ConfigDrive ]\n";
        _guest.Root["etc/cloud/cloud.cfg.d/95_later.cfg"] = "datasource_list: [ Ec2 ]\n";
        _guest.Root["etc/cloud/cloud.cfg.d/99_not_one.txt"] = "datasource_list: [ ConfigDrive ]\n";

        (await PreflightCheck.InspectAsync(_guest.Build())).Of("cloud-init-datasource").Evidence.Should().Contain("95_later.cfg").And.Contain("Ec2");
    }

    [Fact]
    public async Task Text_from_an_image_reaches_no_terminal_as_a_command()
    {
        _guest.Root["etc/os-release"] = $"ID=debian\nVERSION_ID=12\nPRETTY_NAME=\"\u001b[2J\u202eevil{new string('x', 1000)}\"\n";

        var report = await PreflightCheck.InspectAsync(_guest.Build());

        report.ToText().Should().Contain("[2Jevil").And.NotContain("\u001b").And.NotContain("\u202e").And.NotContain(new string('x', 200));
    }

    [Fact]
    public async Task A_damaged_file_cannot_be_told_and_the_others_can()
    {
        _guest.Debug.Add("set_inode_field /etc/fstab block[0] 0");

        var report = await PreflightCheck.InspectAsync(_guest.Build());

        report.Rules(PreflightVerdict.CannotTell).Should().BeEquivalentTo("boot-partition", "etc-on-root", "swap-label");
        report.Of("swap-label").Evidence.Should().Contain("damaged");
        report.Of("cloud-init").Verdict.Should().Be(PreflightVerdict.Ok);
    }
}
