using System.Text;
using CsCheck;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Data sets of every VR, nested, with private elements, for property tests.</summary>
internal static class RandomDatasets
{
    private static readonly DicomVR[] s_numbers = [DicomVR.US, DicomVR.SS, DicomVR.UL, DicomVR.SL, DicomVR.FL, DicomVR.FD, DicomVR.AT,
        DicomVR.OW, DicomVR.OL, DicomVR.OF, DicomVR.OD, DicomVR.OV, DicomVR.SV, DicomVR.UV];

    // One element of the dictionary for each VR, so that implicit VR finds it again.
    private static readonly Dictionary<DicomVR, DicomTag[]> s_tags = DicomDictionary.Entries
        .Where(e => !e.IsRepeating && e.AllVRs.Count == 1 && e.Tag.Group > 2 && e.Tag.Group < 0x7FE0 && e.Tag.Element > 0 && e.Tag != DicomTag.SpecificCharacterSet)
        .GroupBy(e => e.VR).ToDictionary(g => g.Key, g => g.Take(40).Select(e => e.Tag).ToArray());

    private static readonly Gen<string> s_text = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char["ÄÖüß山田やまだ한국 ^="]), 0, 12];

    public static Gen<DicomDataset> All { get; } = Datasets(depth: 3);

    public static Gen<T> Pick<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static Gen<DicomDataset> Datasets(int depth)
    {
        Gen<DicomItem> item = depth == 0 ? Elements() : Gen.Frequency((9, Elements()), (1, Sequences(depth)));
        return Gen.Select(item.Array[0, 12], Gen.Bool, (items, undefined) =>
        {
            var dataset = new DicomDataset { HasUndefinedLength = undefined };
            foreach (DicomItem added in items)
                dataset.AddOrUpdate(added);
            return dataset;
        });
    }

    private static Gen<DicomItem> Sequences(int depth) =>
        Gen.Select(TagOf(DicomVR.SQ), Datasets(depth - 1).Array[0, 3], Gen.Bool, (tag, items, undefined) => (DicomItem)new DicomSequence(tag, items) { HasUndefinedLength = undefined });

    private static Gen<DicomItem> Elements() => Gen.OneOf(Numbers(), Texts(), Bytes(), Private());

    private static Gen<DicomItem> Numbers() =>
        from vr in Pick([.. s_numbers.Where(vr => s_tags.ContainsKey(vr) || vr == DicomVR.OW)])
        from tag in TagOf(vr)
        from count in Gen.Int[0, 5]
        from bytes in Gen.Byte.Array[count * (vr == DicomVR.AT ? 4 : vr.ValueSize)]
        select (DicomItem)new DicomElement(tag, vr, bytes);

    private static Gen<DicomItem> Texts() =>
        from vr in Pick(DicomVR.LO, DicomVR.PN, DicomVR.SH, DicomVR.LT, DicomVR.UT, DicomVR.UC)
        from tag in TagOf(vr)
        from text in s_text
        select (DicomItem)DicomElement.Create(tag, vr, DicomValidation.None, text);

    // Long enough now and then for a VR with 16 bits of length to become UN.
    private static Gen<DicomItem> Bytes() =>
        from vr in Pick(DicomVR.OB, DicomVR.LO, DicomVR.UI, DicomVR.DS)
        from tag in TagOf(vr)
        from length in Gen.Frequency((20, Gen.Int[0, 20]), (1, Gen.Int[65_000, 66_000]))
        select (DicomItem)new DicomElement(tag, vr, Encoding.ASCII.GetBytes(new string('1', length & ~1)));

    private static Gen<DicomItem> Private() =>
        from element in Gen.Int[0x1000, 0x10FF]
        from bytes in Gen.Byte.Array[0, 9]
        select (DicomItem)new DicomElement(new DicomTag(0x0011, (ushort)element), DicomVR.UN, bytes);

    private static Gen<DicomTag> TagOf(DicomVR vr) =>
        s_tags.TryGetValue(vr, out DicomTag[]? tags) ? Pick(tags) : Gen.Const(DicomTag.RedPaletteColorLookupTableData);
}
