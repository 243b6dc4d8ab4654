using Dicom.Storage.Codecs;

namespace Dicom.Storage.Transcode;

/// <summary>What became of one file: a report, or the reason why there is none.</summary>
internal sealed record Outcome(Input Input, TranscodeReport? Report, TimeSpan Elapsed, string? Reason);
