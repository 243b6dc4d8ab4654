namespace Dicom.Storage.Ingest;

/// <summary>How a server is started: {port} and {out} in the arguments are filled in.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Program">The program's path, or its name on the PATH.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Variables set for it.</param>
/// <param name="SpoolFolder">The folder under {out} that is empty once all that was acknowledged is worked off; null when there is no such work.</param>
internal sealed record ServerSpec(
    string Name,
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string? SpoolFolder);
