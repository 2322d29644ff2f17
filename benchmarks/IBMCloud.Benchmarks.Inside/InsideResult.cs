using System.Text.Json.Serialization;

namespace IBMCloud.Benchmarks.Inside;

/// <summary>What a child says of itself: seconds, bytes on the garbage collector's heap, collections, bytes of peak resident memory.</summary>
internal sealed record InsideResult(double Seconds, double Cpu, long Allocated, int Collections, long PeakMemory);

[JsonSerializable(typeof(InsideResult))]
internal sealed partial class InsideJson : JsonSerializerContext;
