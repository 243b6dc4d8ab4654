namespace Dicom.Storage.DataSets;

/// <summary>What was done to a data set: counts of elements, all levels together. It holds no value.</summary>
public sealed record AnonymizationReport
{
    /// <summary>Gets how many elements and sequences of table E.1-1 were removed (X).</summary>
    public int Removed { get; init; }

    /// <summary>Gets how many were emptied (Z).</summary>
    public int Emptied { get; init; }

    /// <summary>Gets how many got a dummy value (D).</summary>
    public int Replaced { get; init; }

    /// <summary>Gets how many elements of UIDs got other UIDs (U).</summary>
    public int UidsReplaced { get; init; }

    /// <summary>Gets how many were kept as they are because an option says so (K).</summary>
    public int Kept { get; init; }

    /// <summary>Gets how many texts were looked at and kept (C).</summary>
    public int Cleaned { get; init; }

    /// <summary>Gets how many dates were moved (C of the Modified Dates option).</summary>
    public int DatesShifted { get; init; }

    /// <summary>Gets how many private elements were removed, their creators among them.</summary>
    public int PrivateRemoved { get; init; }

    /// <summary>Gets how many private elements were kept as safe, their creators not counted.</summary>
    public int PrivateKept { get; init; }

    /// <summary>Gets how many elements were removed that the dictionary does not know, or whose value cannot be what it says.</summary>
    public int UnknownRemoved { get; init; }

    /// <summary>Gets what a person should look at.</summary>
    public AnonymizationWarnings Warnings { get; init; }
}
