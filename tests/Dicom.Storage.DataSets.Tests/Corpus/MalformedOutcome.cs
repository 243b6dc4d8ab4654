namespace Dicom.Storage.DataSets.Tests;

/// <summary>What becomes of a malformed file.</summary>
/// <param name="Received">Its data set, as it would arrive by C-STORE: kept, perhaps as suspect, or refused and why.</param>
/// <param name="Imported">The whole file.</param>
/// <param name="Tolerant">For a tool that shows what is in a file.</param>
internal sealed record MalformedOutcome(string Received, string Imported, string Tolerant);
