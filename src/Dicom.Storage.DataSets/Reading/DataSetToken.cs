namespace Dicom.Storage.DataSets;

/// <summary>What <see cref="DataSetReader"/> has read.</summary>
public enum DataSetToken
{
    /// <summary>All bytes given are consumed and more are needed, or the data set has ended here: <see cref="DataSetReader.Complete"/> tells.</summary>
    NeedMoreData,

    /// <summary>The header of an element whose value follows; of length 0 too.</summary>
    Element,

    /// <summary>The header of a sequence: SQ, or UN of undefined length (PS3.5 6.2.2 note 2, 7.5).</summary>
    SequenceStart,

    /// <summary>The header of an item (FFFE,E000).</summary>
    ItemStart,

    /// <summary>The end of an item, by its length or by its delimiter (FFFE,E00D).</summary>
    ItemEnd,

    /// <summary>The end of a sequence, by its length or by its delimiter (FFFE,E0DD).</summary>
    SequenceEnd,

    /// <summary>The header of encapsulated Pixel Data (PS3.5 A.4).</summary>
    FragmentsStart,

    /// <summary>The header of a fragment whose bytes follow; the first one is the Basic Offset Table.</summary>
    Fragment,

    /// <summary>The end of encapsulated Pixel Data.</summary>
    FragmentsEnd,

    /// <summary>The data set cannot be read further: <see cref="DataSetReader.Failure"/> tells why.</summary>
    Failed,
}
