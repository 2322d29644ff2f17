using System.Buffers.Binary;
using System.Text;
using IBMCloud.DiskImages.Tests.Ext;

namespace IBMCloud.DiskImages.Tests.Preflight;

/// <summary>A small disk with what a Linux server has that keeps every rule: an MBR, /boot and / as ext4. Tests take things away.</summary>
internal sealed class GuestImage : IDisposable
{
    private const int Mebibyte = 1 << 20;
    private readonly TempFolder _folder = new();

    /// <summary>How the files' text becomes bytes.</summary>
    public Encoding FileEncoding { get; set; } = Encoding.UTF8;

    /// <summary>Files of /boot, without it.</summary>
    public Dictionary<string, string> Boot { get; } = new()
    {
        ["vmlinuz-6.1.0-1-amd64"] = "a kernel",
        ["config-6.1.0-1-amd64"] = "CONFIG_VIRTIO=y\nCONFIG_VIRTIO_BLK=y\nCONFIG_VIRTIO_NET=y\nCONFIG_VIRTIO_PCI=y\n",
        ["grub/grub.cfg"] = "linux /vmlinuz-6.1.0-1-amd64 root=UUID=1 ro console=ttyS0,115200n8\n",
    };

    /// <summary>Files of /.</summary>
    public Dictionary<string, string> Root { get; } = new()
    {
        ["etc/os-release"] = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nID=debian\n",
        ["etc/fstab"] = "# what is mounted\nUUID=1 / ext4 errors=remount-ro 0 1\nUUID=2 /boot ext4 defaults 0 2\nLABEL=SWAP-xvdb1 swap swap defaults 0 0\n",
        ["etc/cloud/cloud.cfg"] = "disable_root: false\ncloud_final_modules:\n - package-update-upgrade-install\n - scripts-vendor\n - final-message\n",
        ["etc/cloud/cloud.cfg.d/90_datasource.cfg"] = "datasource_list: [ ConfigDrive, NoCloud ]\n",
        ["etc/network/interfaces"] = "auto eth0\niface eth0 inet dhcp\n",
        ["usr/lib/python3/dist-packages/cloudinit/version.py"] = "__VERSION__ = \"22.4.2\"\n",
        ["usr/bin/cloud-init"] = "#!/usr/bin/python3\n",
        ["usr/bin/wget"] = "a program",
        ["usr/sbin/xe-daemon"] = "a program",
    };

    /// <summary>Bytes laid over the second partition's, at an offset in it.</summary>
    public Dictionary<int, byte[]> Superblock { get; } = [];

    public bool HasBootPartition { get; set; } = true;

    public bool HasBootCode { get; set; } = true;

    public bool HasSignature { get; set; } = true;

    public byte RootType { get; set; } = 0x83;

    public string BootFileSystem { get; set; } = "ext4";

    public string RootFileSystem { get; set; } = "ext4";

    /// <summary>Commands of debugfs that change / after it was made.</summary>
    public List<string> Debug { get; } = [];

    public void Dispose() => _folder.Dispose();

    public byte[] Build()
    {
        var volumes = new List<byte[]>();
        if (HasBootPartition)
        {
            volumes.Add(Make("boot", Boot, BootFileSystem, []));
        }
        else
        {
            foreach (var (name, content) in Boot)
            {
                Root[$"boot/{name}"] = content;
            }
        }

        var root = Make("root", Root, RootFileSystem, Debug);
        foreach (var (offset, bytes) in Superblock)
        {
            bytes.CopyTo(root, offset);
        }

        volumes.Add(root);
        var disk = new byte[Mebibyte * (1 + (volumes.Count * 8))];
        for (var i = 0; i < volumes.Count; i++)
        {
            var start = Mebibyte * (1 + (i * 8));
            volumes[i].CopyTo(disk, start);
            var entry = disk.AsSpan(446 + (i * 16), 16);
            entry[4] = i == volumes.Count - 1 ? RootType : (byte)0x83;
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], (uint)start / 512);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], 8 * Mebibyte / 512);
        }

        if (HasBootCode)
        {
            TestDisk.Bytes(440).CopyTo(disk, 0);
        }

        (disk[510], disk[511]) = HasSignature ? ((byte)0x55, (byte)0xAA) : ((byte)0, (byte)0);
        return disk;
    }

    private byte[] Make(string name, Dictionary<string, string> files, string type, List<string> debug)
    {
        var tree = Directory.CreateDirectory(_folder[$"{name}-{Guid.NewGuid():N}"]).FullName;
        foreach (var (path, content) in files)
        {
            var full = Path.Combine(tree, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, FileEncoding.GetBytes(content));
        }

        var image = ExtImage.Make(_folder, tree, 8 * Mebibyte, type, "-b", "1024");
        debug.ForEach(command => ExtImage.Debug(image, command));
        return File.ReadAllBytes(image);
    }
}
