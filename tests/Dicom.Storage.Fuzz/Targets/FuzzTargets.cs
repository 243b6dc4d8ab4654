using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>The targets by name; a folder of that name in <c>corpus</c> and in <c>findings</c> holds the inputs.</summary>
internal static class FuzzTargets
{
    /// <summary>What is cut off a larger input.</summary>
    public const int MaxInputBytes = 64 * 1024;

    /// <summary>What the names of the codecs' targets begin with; they are apart, with the package that they test.</summary>
    public const string CodecPrefix = "codec-";

    public static readonly IReadOnlyDictionary<string, FuzzTarget> All = new SortedDictionary<string, FuzzTarget>(StringComparer.Ordinal)
    {
        ["charset"] = CharacterSetTarget.Run,
        ["file"] = FileTarget.Run,
        ["json-read"] = JsonTarget.Read,
        ["json-write"] = JsonTarget.Write,
        ["model"] = ModelTarget.Run,
        ["part10"] = Part10Target.Run,
        ["reader-big-endian"] = input => ReaderTarget.Run(input, DicomTransferSyntax.ExplicitVRBigEndian),
        ["reader-deflated"] = DeflatedTarget.Run,
        ["reader-encapsulated"] = input => ReaderTarget.Run(input, DicomTransferSyntax.RLELossless),
        ["reader-explicit"] = input => ReaderTarget.Run(input, DicomTransferSyntax.ExplicitVRLittleEndian),
        ["reader-implicit"] = input => ReaderTarget.Run(input, DicomTransferSyntax.ImplicitVRLittleEndian),
        ["xml-read"] = XmlTarget.Read,
        ["xml-write"] = XmlTarget.Write,
    };
}
