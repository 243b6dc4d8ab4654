using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>What a data set says of the loss that its pixels have seen (PS3.3 C.7.6.1.1.5, C.12.4), and the identity of an image made with loss.</summary>
internal static class LossyHistory
{
    private const string Lossy = "01";

    /// <summary>Says that pixels were lost, which stays true whatever is done to them later.</summary>
    /// <param name="ratio">How many times smaller than without compression the frames were.</param>
    public static void Add(DicomDataset dataset, DicomTransferSyntax syntax, double ratio)
    {
        dataset.AddOrUpdate(DicomTag.LossyImageCompression, Lossy);
        List<string> ratios = ValuesOf(dataset, DicomTag.LossyImageCompressionRatio);
        List<string> methods = ValuesOf(dataset, DicomTag.LossyImageCompressionMethod);
        ratios.Add(ratio.ToString("0.##", CultureInfo.InvariantCulture));
        methods.Add(SyntaxTraits.LossyMethod(syntax) ?? string.Empty);
        dataset.AddOrUpdate(DicomTag.LossyImageCompressionRatio, ratios.ToArray());
        // Values of the two go in pairs; a method without the ones before it would be that of the first ratio.
        if (methods.Count == ratios.Count && methods.TrueForAll(static method => method.Length > 0))
            dataset.AddOrUpdate(DicomTag.LossyImageCompressionMethod, methods.ToArray());
        else
            dataset.Remove(DicomTag.LossyImageCompressionMethod);
    }

    /// <summary>Says it of an image that came compressed with loss and does not say so itself.</summary>
    public static void AddMissing(DicomDataset dataset, DicomTransferSyntax source, double ratio)
    {
        if (dataset.GetValueOrDefault(DicomTag.LossyImageCompression, 0, string.Empty) != Lossy)
            Add(dataset, source, ratio);
    }

    /// <summary>Makes a data set one of its own, derived from what it was: an instance with other pixels is another instance (PS3.3 C.7.6.1.1.5.2).</summary>
    public static void Derive(DicomDataset dataset, DicomTransferSyntax target, string settings)
    {
        DicomUid sopClass = dataset.GetSingleValueOrDefault(DicomTag.SOPClassUID, default(DicomUid));
        DicomUid source = dataset.GetSingleValueOrDefault(DicomTag.SOPInstanceUID, default(DicomUid));
        if (dataset.TryGetValues(DicomTag.ImageType, out string[]? types) && types.Length > 0)
            dataset.AddOrUpdate(AsItIs(DicomTag.ImageType, DicomVR.CS, ["DERIVED", .. types[1..]]));
        dataset.AddOrUpdate(DicomTag.DerivationDescription, $"Lossy compression, {target.Keyword}");
        dataset.AddOrUpdate(Append(dataset, DicomTag.DerivationCodeSequence, Code("113040", "Lossy Compression")));
        if (sopClass.IsEmpty || source.IsEmpty)
            return;

        DicomDataset predecessor = Reference(sopClass, source);
        predecessor.AddOrUpdate(new DicomSequence(DicomTag.PurposeOfReferenceCodeSequence, Code("121320", "Uncompressed predecessor")));
        dataset.AddOrUpdate(new DicomSequence(DicomTag.SourceImageSequence, predecessor));
        ReferToSeries(dataset, Reference(sopClass, source));
        dataset.AddOrUpdate(DicomTag.SOPInstanceUID, UidFor(source, target, settings));
    }

    // What an instance refers to within its study stands once more by its series (Common Instance Reference Module, PS3.3 C.12.2).
    private static void ReferToSeries(DicomDataset dataset, DicomDataset reference)
    {
        if (!dataset.TryGetSingleValue(DicomTag.SeriesInstanceUID, out DicomUid series))
            return;

        DicomSequence all = dataset.TryGetSequence(DicomTag.ReferencedSeriesSequence, out DicomSequence? found) ? found.Clone() : new DicomSequence(DicomTag.ReferencedSeriesSequence);
        DicomDataset? own = all.Items.FirstOrDefault(item => item.TryGetSingleValue(DicomTag.SeriesInstanceUID, out DicomUid uid) && uid == series);
        if (own is null)
            all.Items.Add(own = new DicomDataset(AsItIs(DicomTag.SeriesInstanceUID, DicomVR.UI, [series])));
        own.AddOrUpdate(Append(own, DicomTag.ReferencedInstanceSequence, reference));
        dataset.AddOrUpdate(all);
    }

    private static DicomDataset Reference(DicomUid sopClass, DicomUid instance) => new(
        AsItIs(DicomTag.ReferencedSOPClassUID, DicomVR.UI, [sopClass]),
        AsItIs(DicomTag.ReferencedSOPInstanceUID, DicomVR.UI, [instance]));

    // What is wrong with values of the object is passed on: it is no reason against what was asked for.
    private static DicomElement AsItIs<T>(DicomTag tag, DicomVR vr, T[] values) => DicomElement.Create<T>(tag, vr, DicomValidation.None, values);

    /// <summary>
    /// The UID of what comes out: <c>2.25.</c> and a UUID of version 8 (PS3.5 B.2) that follows from what goes in, so that the same work done twice,
    /// after a crash for example, makes the same instance.
    /// </summary>
    private static DicomUid UidFor(DicomUid source, DicomTransferSyntax target, string settings)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes($"{source.Value}\n{target.Uid.Value}\n{settings}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return DicomUid.Parse("2.25." + BinaryPrimitives.ReadUInt128BigEndian(hash).ToString(CultureInfo.InvariantCulture));
    }

    private static DicomDataset Code(string value, string meaning) => new(
        DicomElement.Create(DicomTag.CodeValue, DicomVR.SH, value),
        DicomElement.Create(DicomTag.CodingSchemeDesignator, DicomVR.SH, "DCM"),
        DicomElement.Create(DicomTag.CodeMeaning, DicomVR.LO, meaning));

    private static DicomSequence Append(DicomDataset dataset, DicomTag tag, DicomDataset item)
    {
        DicomSequence sequence = dataset.TryGetSequence(tag, out DicomSequence? found) ? found.Clone() : new DicomSequence(tag);
        sequence.Items.Add(item);
        return sequence;
    }

    private static List<string> ValuesOf(DicomDataset dataset, DicomTag tag) =>
        dataset.TryGetValues(tag, out string[]? values) ? [.. values.Where(static value => value.Length > 0)] : [];
}
