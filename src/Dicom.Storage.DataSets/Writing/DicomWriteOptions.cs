using System.IO.Compression;

namespace Dicom.Storage.DataSets;

/// <summary>How a data set is written.</summary>
public sealed class DicomWriteOptions
{
    /// <summary>
    /// Gets or sets the transfer syntax; the data set's own when null, which is the default. Compressed Pixel Data stays as it is, so a
    /// change is possible between uncompressed syntaxes only.
    /// </summary>
    public DicomTransferSyntax? TransferSyntax { get; set; }

    /// <summary>Gets or sets how sequences and items end. <see cref="DicomLengths.AsRead"/> by default.</summary>
    public DicomLengths Lengths { get; set; }

    /// <summary>Gets or sets how hard a deflated transfer syntax is compressed. <see cref="System.IO.Compression.CompressionLevel.Optimal"/> by default.</summary>
    public CompressionLevel Compression { get; set; } = CompressionLevel.Optimal;

    /// <summary>
    /// Gets or sets whether a file or data set that was not changed is written element by element too. False by default: its bytes are copied as
    /// they stand, which keeps a deflated data set as it was deflated.
    /// </summary>
    public bool EncodeUnchanged { get; set; }
}
