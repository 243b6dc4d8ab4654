namespace Dicom.Storage.Scp;

/// <summary>Into which transfer syntax some objects are brought: those of which everything holds that is set here.</summary>
public sealed class TranscodeRule
{
    /// <summary>Gets or sets whose objects. Empty, the default, for all.</summary>
    public string Tenant { get; set; } = string.Empty;

    /// <summary>Gets or sets the title of their sender. Empty, the default, for all.</summary>
    public string CallingAe { get; set; } = string.Empty;

    /// <summary>Gets or sets their SOP class, a UID or keyword. Empty, the default, for all.</summary>
    public string SopClass { get; set; } = string.Empty;

    /// <summary>Gets or sets their Modality (0008,0060). Empty, the default, for all.</summary>
    public string Modality { get; set; } = string.Empty;

    /// <summary>Gets or sets the transfer syntax in which they come, a UID or keyword. Empty, the default, for all.</summary>
    public string Source { get; set; } = string.Empty;

    /// <summary>Gets or sets from which size on, in bytes of the Part 10 file. 0 up; 0 by default.</summary>
    public long MinBytes
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Gets or sets up to which size, in bytes of the Part 10 file. 0 up; 9,223,372,036,854,775,807 by default.</summary>
    public long MaxBytes
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = long.MaxValue;

    /// <summary>Gets or sets the transfer syntax into which they are brought, a UID or keyword. Empty, the default: they are kept as they came.</summary>
    public string Target { get; set; } = string.Empty;
}
