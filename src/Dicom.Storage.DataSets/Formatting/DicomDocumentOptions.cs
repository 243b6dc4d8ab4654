namespace Dicom.Storage.DataSets;

/// <summary>How a data set becomes DICOM JSON (PS3.18 F) or the Native DICOM Model (PS3.19 A.1).</summary>
public sealed class DicomDocumentOptions
{
    /// <summary>Gets or sets who takes binary values out of the document; null, the default, writes all of them inline.</summary>
    public IDicomBulkDataHandler? BulkData { get; set; }

    /// <summary>
    /// Gets or sets the length in bytes from which <see cref="BulkData"/> is asked about a value of OB, OD, OF, OL, OV, OW or UN.
    /// 0 to 16,777,216; 1,024 by default. Encapsulated Pixel Data counts with its items and delimiters.
    /// </summary>
    public int BulkDataFrom
    {
        get;
        set => field = OptionRange.Check(value, 0, 16_777_216);
    } = 1_024;

    /// <summary>Gets or sets whether Pixel Data (7FE0,0010) and its float kinds (7FE0,0008) (7FE0,0009) are left out, at every level. False by default.</summary>
    public bool OmitPixelData { get; set; }

    /// <summary>
    /// Gets or sets the largest text value that is held in memory, in bytes. 4,096 to 1,073,741,824; 16,777,216 by default.
    /// A longer one is written in pieces where that is possible without harm to its characters, else it is <see cref="DataSetFailureKind.Limit"/>.
    /// </summary>
    public int MaxTextBytes
    {
        get;
        set => field = OptionRange.Check(value, 4_096, 1_073_741_824);
    } = 16_777_216;

    /// <summary>Gets or sets what the data set may cost its reader; the defaults of <see cref="DataSetLimits"/> when not set.</summary>
    public DataSetLimits Limits
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = new();
}
