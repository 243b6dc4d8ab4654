namespace Dicom.Storage.DataSets;

/// <summary>Counts while a data set is anonymised.</summary>
internal sealed class AnonymizationTally
{
    public int Removed { get; set; }

    public int Emptied { get; set; }

    public int Replaced { get; set; }

    public int UidsReplaced { get; set; }

    public int Kept { get; set; }

    public int Cleaned { get; set; }

    public int DatesShifted { get; set; }

    public int PrivateRemoved { get; set; }

    public int PrivateKept { get; set; }

    public int UnknownRemoved { get; set; }

    public AnonymizationWarnings Warnings { get; set; }

    public AnonymizationReport ToReport() => new()
    {
        Removed = Removed,
        Emptied = Emptied,
        Replaced = Replaced,
        UidsReplaced = UidsReplaced,
        Kept = Kept,
        Cleaned = Cleaned,
        DatesShifted = DatesShifted,
        PrivateRemoved = PrivateRemoved,
        PrivateKept = PrivateKept,
        UnknownRemoved = UnknownRemoved,
        Warnings = Warnings
            | (PrivateKept > 0 ? AnonymizationWarnings.PrivateKept : AnonymizationWarnings.None)
            | (Cleaned > 0 ? AnonymizationWarnings.TextKept : AnonymizationWarnings.None),
    };
}
