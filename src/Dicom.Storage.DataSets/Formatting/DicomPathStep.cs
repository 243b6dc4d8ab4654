using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <summary>One step on the way into nested items: a sequence and which of its items.</summary>
/// <param name="Sequence">The sequence's tag.</param>
/// <param name="Item">The item's number in it, from 0; -1 before the first.</param>
public readonly record struct DicomPathStep(DicomTag Sequence, int Item)
{
    /// <summary>Gets the step as it is written in paths: <c>00081140/0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence.Value:X8}/{Item}");
}
