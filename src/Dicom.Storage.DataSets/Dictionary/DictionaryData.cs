using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Look-ups in the generated columns.</summary>
internal static partial class DictionaryData
{
    /// <summary>Longer than any keyword of the standard; a test asserts it.</summary>
    public const int MaxKeywordLength = 96;

    // Asked once for every element of implicit VR: a search by halves costs a wrong guess of the processor at every other step.
    private const int SlotBits = 14;
    private const uint SlotCount = 1 << SlotBits;

    // Index in Tags plus one, 0 for a free slot; filled to a third.
    private static readonly ushort[] s_slots = FillSlots();

    // The VR to read an implicit element with, one for each text in VRs.
    private static readonly DicomVR[] s_readAs = [.. VRs.Split(',').Select(ReadAs)];

    private static readonly DicomVR[][] s_allVRs = [.. VRs.Split(',').Select(v => v.Split('|').Select(Parse).ToArray())];

    private static readonly bool[] s_mayBeSigned = [.. VRs.Split(',').Select(v => v.StartsWith("US|SS", StringComparison.Ordinal))];

    private static readonly string[] s_vms = VMs.Split(',');

    public static int IndexOf(uint tag)
    {
        ReadOnlySpan<ushort> slots = s_slots;
        for (uint slot = SlotOf(tag); slots[(int)slot] is var taken and not 0; slot = (slot + 1) % SlotCount)
        {
            if (Tags[taken - 1] == tag)
                return taken - 1;
        }

        // Only even groups repeat (PS3.5 7.6): an odd one is private.
        return (tag & 0x10000) == 0 ? IndexOfRepeating(tag) : -1;
    }

    public static int IndexOf(ReadOnlySpan<byte> keyword)
    {
        ReadOnlySpan<ushort> order = ByKeyword;
        int low = 0, high = order.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int compared = KeywordBytes(order[middle]).SequenceCompareTo(keyword);
            if (compared == 0)
                return order[middle];
            if (compared < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    public static string GetKeyword(int index) => Encoding.UTF8.GetString(KeywordBytes(index));

    public static string GetName(int index) => Encoding.UTF8.GetString(NameBytes(index));

    public static ReadOnlySpan<byte> NameBytes(int index)
    {
        ReadOnlySpan<byte> keyword = KeywordBytes(index);
        ReadOnlySpan<byte> name = Text[(TextOffsets[index] + keyword.Length + 1)..TextOffsets[index + 1]];
        return name.IsEmpty ? keyword : name;
    }

    public static ReadOnlySpan<byte> KeywordBytes(int index)
    {
        ReadOnlySpan<byte> text = Text[TextOffsets[index]..TextOffsets[index + 1]];
        return text[..text.IndexOf((byte)'\t')];
    }

    public static string GetVM(int index) => s_vms[VMIndex[index] & 0x7F];

    public static DicomVR GetVR(int index) => s_readAs[VRIndex[index]];

    public static bool MayBeSigned(int index) => s_mayBeSigned[VRIndex[index]];

    public static IReadOnlyList<DicomVR> GetAllVRs(int index) => s_allVRs[VRIndex[index]];

    private static int IndexOfRepeating(uint tag)
    {
        ReadOnlySpan<uint> repeating = Tags[SingleCount..];
        ReadOnlySpan<uint> masks = RepeatingMasks;
        for (int i = 0; i < masks.Length; i++)
        {
            if ((tag & masks[i]) == repeating[i])
                return SingleCount + i;
        }

        return -1;
    }

    private static uint SlotOf(uint tag) => (tag * 0x9E3779B1u) >> (32 - SlotBits);

    private static ushort[] FillSlots()
    {
        var slots = new ushort[SlotCount];
        ReadOnlySpan<uint> tags = Tags[..SingleCount];
        for (int i = 0; i < tags.Length; i++)
        {
            uint slot = SlotOf(tags[i]);
            while (slots[slot] != 0)
                slot = (slot + 1) % SlotCount;
            slots[slot] = (ushort)(i + 1);
        }

        return slots;
    }

    private static DicomVR ReadAs(string vrs) => vrs switch
    {
        "OB|OW" or "US|SS|OW" or "US|OW" => DicomVR.OW,
        _ => Parse(vrs.Split('|')[0]),
    };

    // The item tags have no VR ("NONE" in the table).
    private static DicomVR Parse(string vr) =>
        vr.Length == 2 && DicomVR.TryRead((byte)vr[0], (byte)vr[1], out DicomVR read) ? read : DicomVR.UN;
}
