namespace Dicom.Storage.Core;

/// <summary>An object that an <see cref="IIngestTransform"/> is asked for.</summary>
/// <param name="Entry">The object as it came. It must not be changed.</param>
/// <param name="Description">What its header says.</param>
/// <param name="OutputPath">Where the result goes, a Part 10 file that does not exist yet. It need not be flushed; what is left of a failure is removed.</param>
/// <param name="WorkDirectory">For temporary files, on the same volume; what a crash leaves there is removed at the next start if its name ends with <c>.tmp</c>.</param>
public sealed record IngestTransformRequest(SpoolEntry Entry, InstanceDescription Description, string OutputPath, string WorkDirectory);
