namespace Dicom.Storage.Ingest;

/// <summary>What is measured.</summary>
internal sealed record Settings(
    IReadOnlyList<string> Levels,
    IReadOnlyList<string> Peers,
    int Associations,
    int Instances,
    int WarmUp,
    int Rounds,
    bool Large,
    string WorkFolder,
    int FirstPort,
    BenchTool? Tool);
