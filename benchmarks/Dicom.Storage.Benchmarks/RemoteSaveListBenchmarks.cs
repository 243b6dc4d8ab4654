namespace Dicom.Storage.Benchmarks;

/// <summary>Lists of 1,000 rows; a proxy holds each message back for a millisecond, as a server in another rack or data centre would.</summary>
public class RemoteSaveListBenchmarks() : SaveLists(TimeSpan.FromMilliseconds(1))
{
    protected override int Count => 1_000;
}
