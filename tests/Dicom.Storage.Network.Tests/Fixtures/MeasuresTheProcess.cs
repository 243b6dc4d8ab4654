namespace Dicom.Storage.Network.Tests;

/// <summary>The tests that look at the memory or the latency of the whole process: nothing else may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuresTheProcess
{
    public const string Name = "Measures the process";
}
