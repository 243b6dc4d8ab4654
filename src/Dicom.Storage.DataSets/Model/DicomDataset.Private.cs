using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <content>
/// Private elements (PS3.5 7.8.1): a creator in (gggg,0010-00FF) reserves the elements (gggg,xx00-xxFF), where xx is its own
/// element number; which number that is differs from data set to data set.
/// </content>
public sealed partial class DicomDataset
{
    private const byte FirstBlock = 0x10;

    /// <summary>Adds a private element, in place of the one that is there; the creator's block is reserved when it has none yet.</summary>
    /// <param name="creator">The private creator, 1 to 64 characters.</param>
    /// <param name="group">The odd group.</param>
    /// <param name="element">The element within the block, <c>0x00</c> to <c>0xFF</c>.</param>
    /// <param name="vr">The VR; no dictionary knows it.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentException">The group is even, or the creator empty or too long.</exception>
    /// <exception cref="DicomDataException">The VR cannot hold the values, or all 240 blocks of the group are taken.</exception>
    public DicomDataset AddOrUpdatePrivate<T>(string creator, ushort group, byte element, DicomVR vr, params ReadOnlySpan<T> values)
    {
        RequirePrivate(creator, group);
        if (!TryFindBlock(creator, group, out byte block))
        {
            block = FreeBlock(group);
            AddOrUpdate(DicomElement.Create<string>(new DicomTag(group, block), DicomVR.LO, creator));
        }

        return AddOrUpdate(vr, TagIn(group, block, element), values);
    }

    /// <summary>Gets the tag under which a creator's element stands in this data set.</summary>
    /// <exception cref="DicomDataException">The creator has no block in the group.</exception>
    public DicomTag GetPrivateTag(string creator, ushort group, byte element) =>
        TryGetPrivateTag(creator, group, element, out DicomTag tag)
            ? tag
            : throw new DicomDataException($"Group {group:X4} has no block of that private creator: add one with AddOrUpdatePrivate.");

    /// <summary>Finds the tag under which a creator's element stands, or would stand, in this data set.</summary>
    /// <returns>False when the creator has no block in the group.</returns>
    public bool TryGetPrivateTag(string creator, ushort group, byte element, out DicomTag tag)
    {
        RequirePrivate(creator, group);
        bool found = TryFindBlock(creator, group, out byte block);
        tag = found ? TagIn(group, block, element) : default;
        return found;
    }

    /// <summary>Finds the creator of a private element.</summary>
    /// <returns>False when the tag is no private element, or its block is not reserved.</returns>
    public bool TryGetPrivateCreator(DicomTag tag, [NotNullWhen(true)] out string? creator)
    {
        creator = null;
        int block = tag.Element >> 8;
        return tag.IsPrivate && block >= FirstBlock && TryGetString(new DicomTag(tag.Group, (ushort)block), out creator) && creator.Length > 0;
    }

    private bool TryFindBlock(string creator, ushort group, out byte block)
    {
        for (int i = IndexFrom(new DicomTag(group, FirstBlock)); i < Count && _tags[i] <= new DicomTag(group, 0xFF).Value; i++)
        {
            if (TryGetString(_items[i].Tag, out string? found) && string.Equals(found, creator, StringComparison.Ordinal))
            {
                block = (byte)_tags[i];
                return true;
            }
        }

        block = 0;
        return false;
    }

    // Elements without a creator, which some devices write, keep their block too.
    private byte FreeBlock(ushort group)
    {
        for (int block = FirstBlock; block <= 0xFF; block++)
        {
            int first = IndexFrom(TagIn(group, (byte)block, 0));
            bool used = first < Count && _tags[first] <= TagIn(group, (byte)block, 0xFF).Value;
            if (!used && !Contains(new DicomTag(group, (ushort)block)))
                return (byte)block;
        }

        throw new DicomDataException($"All blocks of group {group:X4} are reserved.");
    }

    private int IndexFrom(DicomTag tag)
    {
        int index = IndexOf(tag.Value);
        return index >= 0 ? index : ~index;
    }

    private static DicomTag TagIn(ushort group, byte block, byte element) => new(group, (ushort)((block << 8) | element));

    // Groups 0001 to 0007 and FFFF are not to be used (PS3.5 7.8).
    private static void RequirePrivate(string creator, ushort group)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(creator);
        if (creator.Length > 64)
            throw new ArgumentException("A private creator has at most 64 characters (PS3.5 6.2, LO).", nameof(creator));
        if ((group & 1) == 0 || group is < 0x0009 or 0xFFFF)
            throw new ArgumentException("A private group is odd, from 0009 to FFFD (PS3.5 7.8).", nameof(group));
    }
}
