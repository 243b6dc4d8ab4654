using System.Buffers.Binary;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Sequences that were passed on as UN with a length, and so were read as bytes: the standard has them in Implicit VR Little
/// Endian (PS3.5 6.2.2 note 2). They are read, so that what lies in them is anonymised too.
/// </summary>
internal static class UnknownSequences
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const int HeaderLength = 8;

    /// <summary>Gets whether a value is the bytes of a sequence of the standard.</summary>
    public static bool IsOne(DicomElement element) => element.VR == DicomVR.UN && DicomDictionary.GetImplicitVR(element.Tag) == DicomVR.SQ;

    /// <summary>Reads the value.</summary>
    /// <returns>Null when it cannot be read as a sequence, or has more than 16 MiB.</returns>
    public static DicomSequence? Read(DicomElement element, int maxDepth)
    {
        if (element.Length is 0 or > MaxBytes)
            return element.IsEmpty ? new DicomSequence(element.Tag) : null;

        ReadOnlySpan<byte> value = element.GetBuffer().Span;
        byte[] bytes = new byte[HeaderLength + value.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, element.Tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), element.Tag.Element);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)value.Length);
        value.CopyTo(bytes.AsSpan(HeaderLength));

        var options = new DicomOpenOptions { Limits = new DataSetLimits { MaxDepth = maxDepth } };
        var builder = new DatasetBuilder(new MemoryValueSource(bytes), 0, DicomTransferSyntax.ImplicitVRLittleEndian, options);
        bool whole = builder.Append(bytes) && builder.Complete();
        return whole && builder.Dataset.TryGetSequence(element.Tag, out DicomSequence? sequence) ? sequence.Clone() : null;
    }
}
