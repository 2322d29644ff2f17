using System.IO.Enumeration;

namespace IBMCloud.Emulator;

/// <summary>A fault bound to a service and route; counts how often it struck.</summary>
public sealed class PlannedFault
{
    private readonly FaultPlan _plan;
    private readonly string _method;
    private readonly string _path;
    private readonly Lock _gate = new();
    private int _skip;
    private int _left;
    private int _hits;

    internal PlannedFault(FaultPlan plan, EmulatedService service, string? region, string route, Fault fault, int times, int skip)
    {
        var space = route.IndexOf(' ', StringComparison.Ordinal);
        if (space <= 0 || space == route.Length - 1)
            throw new ArgumentException("A route is a method and a path, such as \"POST /api/v2/keys/*/actions/wrap\"; * stands for any text.", nameof(route));
        _plan = plan;
        _method = route[..space];
        _path = route[(space + 1)..];
        (Service, Region, Route, Fault, _left, _skip) = (service, region, route, fault, times, skip);
    }

    /// <summary>The service that fails.</summary>
    public EmulatedService Service { get; }

    /// <summary>The region that fails; null for any.</summary>
    public string? Region { get; }

    /// <summary>Method and path pattern.</summary>
    public string Route { get; }

    /// <summary>What happens.</summary>
    public Fault Fault { get; }

    /// <summary>How many requests it has struck.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Takes the fault out of the plan.</summary>
    public void Remove() => _plan.Remove(this);

    internal bool Strikes(EmulatedService service, string region, string requestMethod, string requestPath, string query)
    {
        if (service != Service || (Region is not null && Region != region) || (_method != "*" && _method != requestMethod))
            return false;
        if (!FileSystemName.MatchesSimpleExpression(_path, requestPath, ignoreCase: false)
            && !FileSystemName.MatchesSimpleExpression(_path, requestPath + query, ignoreCase: false))
            return false;
        lock (_gate)
        {
            if (_skip > 0)
            {
                _skip--;
                return false;
            }

            if (_left == 0)
                return false;
            _left--;
            _hits++;
            return true;
        }
    }
}
