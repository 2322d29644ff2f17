namespace IBMCloud.Core.Tests.Http;

/// <summary>A credential with a second token for when the first is refused.</summary>
internal sealed class Replaceable(params string[] tokens) : IbmCloudCredential
{
    private readonly AccessToken[] _tokens = [.. tokens.Select(token => new AccessToken(SecretString.FromString(token), DateTimeOffset.MaxValue))];
    private int _at;

    public override ValueTask<AccessToken> GetTokenAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(_tokens[_at]);

    public override void Invalidate(AccessToken rejected) => _at = Math.Min(_at + 1, _tokens.Length - 1);
}
