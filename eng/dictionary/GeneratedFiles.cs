namespace Dicom.Storage.DictionaryGenerator;

/// <summary>Every generated file: name and text.</summary>
internal static class GeneratedFiles
{
    public static IEnumerable<(string Name, string Text)> All(string folder)
    {
        yield return ("ConfidentialityTable.generated.cs", ConfidentialityFile.Write(Tsv.Read(folder, "confidentiality-profile.tsv")));
        yield return ("WellKnownUids.generated.cs", WellKnownUidFile.Write(Tsv.Read(folder, "uids.tsv")));
        yield return ("DicomTransferSyntax.generated.cs", TransferSyntaxFile.Write(Tsv.Read(folder, "transfer-syntaxes.tsv")));
        yield return ("DicomSopClass.generated.cs", SopClassFile.Write(Tsv.Read(folder, "uids.tsv"), Tsv.Read(folder, "storage-sop-classes.tsv")));
        yield return ("DicomTag.generated.cs", TagFile.Write(Tsv.Read(folder, "data-elements.tsv")));
        yield return ("DictionaryData.generated.cs", DictionaryFile.Write(Tsv.Read(folder, "data-elements.tsv")));
    }
}
