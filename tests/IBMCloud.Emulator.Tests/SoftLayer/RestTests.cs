using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.Tests.SoftLayer;

public sealed class RestTests : ClassicTest
{
    [Theory]
    [InlineData("SoftLayer_Account.json")]
    [InlineData("SoftLayer_Account/getObject.json")]
    [InlineData("SoftLayer_Account/getObject")]
    public async Task The_default_method_of_a_GET_is_getObject(string path)
    {
        var answer = await GetAsync(path);

        answer.Status.Should().Be(200);
        ((long?)answer["id"]).Should().Be(1234567);
    }

    [Fact]
    public async Task The_older_version_of_the_API_is_there_too()
    {
        var answer = await GetAsync("../v3/SoftLayer_Account.json");

        answer.Status.Should().Be(200);
    }

    [Fact]
    public async Task A_method_of_an_object_has_its_id_in_the_path_as_number_or_UUID()
    {
        var made = await CreateServerAsync("web");

        var byNumber = await GetAsync($"{Guests}/{made["id"]}/getObject.json");
        var byUuid = await GetAsync($"{Guests}/{made["globalIdentifier"]}.json");

        ((string?)byNumber["hostname"]).Should().Be("web");
        ((long?)byUuid["id"]).Should().Be((long?)made["id"]);
    }

    [Fact]
    public async Task A_relation_of_an_object_has_a_getter()
    {
        var made = await CreateServerAsync("web");

        var answer = await GetAsync($"{Guests}/{made["id"]}/getDatacenter.json");

        ((string?)answer["name"]).Should().Be("dal13");
    }

    [Fact]
    public async Task PUT_edits_and_DELETE_deletes()
    {
        var made = await CreateServerAsync("web");
        var path = $"{Guests}/{made["id"]}.json";

        (await SendAsync(HttpMethod.Put, path, [new JsonObject { ["notes"] = "mine" }], null)).Body!.GetValue<bool>().Should().BeTrue();
        ((string?)(await GetAsync(path))["notes"]).Should().Be("mine");
        (await SendAsync(HttpMethod.Delete, path, null, null)).Body!.GetValue<bool>().Should().BeTrue();
        (await GetAsync(path)).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_mask_names_relations_and_drops_the_local_properties_that_it_does_not_name()
    {
        var made = await CreateServerAsync("web");

        var masked = (await GetAsync($"{Guests}/{made["id"]}.json?objectMask={Escape("mask[id,datacenter[name],\n powerState.keyName]")}")).Body!.AsObject();
        var relationsOnly = (await GetAsync($"{Guests}/{made["id"]}.json?objectMask={Escape("mask[datacenter[name]]")}")).Body!.AsObject();
        var plain = (await GetAsync($"{Guests}/{made["id"]}.json?objectMask={Escape("mask[]")}")).Body!.AsObject();

        masked.Select(member => member.Key).Should().BeEquivalentTo("id", "datacenter", "powerState");
        ((string?)masked["datacenter"]!["name"]).Should().Be("dal13");
        relationsOnly.Should().Contain(member => member.Key == "hostname");
        plain.Should().Contain(member => member.Key == "hostname").And.NotContain(member => member.Key == "datacenter");
    }

    [Fact]
    public async Task A_mask_whose_brackets_do_not_match_is_refused()
    {
        var answer = await GetAsync($"SoftLayer_Account.json?objectMask={Escape("mask[id,")}");

        answer.Status.Should().Be(500);
        answer.Error.Should().Contain("brackets");
    }

    [Fact]
    public async Task A_filter_selects_and_orders_under_the_relations_name()
    {
        foreach (var name in (string[])["web-1", "web-2", "db-1"])
        {
            await CreateServerAsync(name);
        }

        var answer = await ListAsync("""{"virtualGuests":{"hostname":{"operation":"^= web"},"id":{"operation":"orderBy","options":[{"name":"sort","value":["DESC"]}]}}}""");

        answer.Rows.Select(row => (string?)row!["hostname"]).Should().Equal("web-2", "web-1");
        answer.Total.Should().Be(2);
    }

    [Theory]
    [InlineData("""{"hostname":{"operation":"web-1"}}""")]
    [InlineData("""{"virtualGuests":{"hostnam":{"operation":"web-1"}}}""")]
    [InlineData("""{"virtualGuests":{"hostname":"web-1"}}""")]
    [InlineData("""{"virtualGuests":{"hostname":{"operation":"in","options":[{"name":"dat","value":["web-1"]}]}}}""")]
    [InlineData("""{"virtualGuests":""")]
    public async Task A_wrongly_built_filter_is_ignored_in_silence(string filter)
    {
        await CreateServerAsync("web-1");
        await CreateServerAsync("db-1");

        (await ListAsync(filter)).Rows.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("web-1", 1)]
    [InlineData("_= WEB-1", 1)]
    [InlineData("!= web-1", 2)]
    [InlineData("*= -1", 2)]
    [InlineData("$= 2", 1)]
    [InlineData("!~ web", 1)]
    [InlineData("not null", 3)]
    [InlineData("is null", 0)]
    public async Task Operators_stand_before_the_value(string operation, int rows)
    {
        foreach (var name in (string[])["web-1", "web-2", "db-1"])
        {
            await CreateServerAsync(name);
        }

        (await ListAsync(new JsonObject { ["virtualGuests"] = new JsonObject { ["hostname"] = new JsonObject { ["operation"] = operation } } }.ToJsonString()))
            .Rows.Should().HaveCount(rows);
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("2,0", 1)]
    [InlineData("1,1", 1)]
    [InlineData("5,5", 0)]
    public async Task A_result_limit_gives_a_part_and_the_header_counts_all(string limit, int rows)
    {
        foreach (var name in (string[])["a", "b", "c"])
        {
            await CreateServerAsync(name);
        }

        var answer = await GetAsync($"{Account}/getVirtualGuests.json?resultLimit={limit}");

        answer.Rows.Should().HaveCount(rows);
        answer.Total.Should().Be(3);
    }

    [Fact]
    public async Task A_body_that_is_no_array_of_parameters_is_not_understood()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Emulator.Address(EmulatedService.SoftLayer), $"/rest/v3.1/{Guests}.json"))
        {
            Content = new StringContent("""{"hostname":"web"}"""),
        };
        request.Headers.Authorization = Basic(Emulator.SoftLayerUser, Emulator.SoftLayerKey);

        using var response = await Http.SendAsync(request, Cancel);

        ((int)response.StatusCode).Should().Be(500);
        ((string?)(await JsonAsync(response))["code"]).Should().Be("SoftLayer_Exception_WebService_BadRequest");
    }

    [Fact]
    public async Task An_unknown_method_is_not_understood() =>
        (await GetAsync($"{Account}/getEverything.json")).Code.Should().Be("SoftLayer_Exception_WebService_BadRequest");

    [Fact]
    public async Task A_user_calls_with_the_name_apikey_and_an_IBM_Cloud_API_key()
    {
        var answer = await SendAsync(HttpMethod.Get, $"{Account}/getCurrentUser.json", null, Basic("apikey", Emulator.ApiKey));

        ((string?)answer["email"]).Should().Be("owner@example.com");
    }

    [Fact]
    public async Task A_bearer_token_needs_the_classic_account_in_it()
    {
        using var bare = await LogInAsync(Emulator.ApiKey);
        using var linked = await Http.PostAsync(new Uri(Emulator.Address(EmulatedService.Iam), "/identity/token"), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ibm:params:oauth:grant-type:apikey",
            ["apikey"] = Emulator.ApiKey,
            ["response_type"] = "cloud_iam,ims_portal",
        }), Cancel);

        var refused = await SendAsync(HttpMethod.Get, $"{Account}.json", null, new("Bearer", (string?)(await JsonAsync(bare))["access_token"]));
        var taken = await SendAsync(HttpMethod.Get, $"{Account}.json", null, new("Bearer", (string?)(await JsonAsync(linked))["access_token"]));

        refused.Status.Should().Be(500);
        refused.Code.Should().Be("SoftLayer_Exception_Account_Authentication_AccessTokenValidation");
        taken.Status.Should().Be(200);
    }

    [Theory]
    [InlineData("1234567_importer@example.com", "wrong")]
    [InlineData("nobody", "wrong")]
    [InlineData("apikey", "wrong")]
    public async Task Wrong_credentials_are_denied_in_the_documented_words(string user, string key)
    {
        var answer = await SendAsync(HttpMethod.Get, $"{Account}.json", null, Basic(user, key));

        answer.Status.Should().Be(401);
        answer.Error.Should().Be("Access Denied. ");
        answer.Code.Should().Be("SoftLayer_Exception_Public");
    }

    private Task<Answer> ListAsync(string filter) => GetAsync($"{Account}/getVirtualGuests.json?objectFilter={Escape(filter)}");

    private async Task<Answer> CreateServerAsync(string name)
    {
        var answer = await PostAsync($"{Guests}.json", new JsonObject
        {
            ["hostname"] = name,
            ["domain"] = "example.com",
            ["startCpus"] = 1,
            ["maxMemory"] = 1024,
            ["hourlyBillingFlag"] = true,
            ["localDiskFlag"] = false,
            ["datacenter"] = new JsonObject { ["name"] = "dal13" },
            ["operatingSystemReferenceCode"] = "DEBIAN_12_64",
        });
        answer.Status.Should().Be(201);
        answer.Location!.AbsolutePath.Should().EndWith($"{Guests}/{answer["id"]}/getObject");
        return answer;
    }
}
