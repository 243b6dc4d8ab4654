using System.Net;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;

namespace Dicom.Storage.Scp;

/// <summary>Settings of one C-STORE server; section <c>DicomStorage:Scp</c>.</summary>
public sealed class StorageScpOptions
{
    private static readonly TimeSpan s_oneHour = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the address to listen on. Every address, IPv4 and IPv6, by default.</summary>
    public string Address { get; set; } = IPAddress.IPv6Any.ToString();

    /// <summary>Gets or sets the TCP port. 0, for one that the system chooses, to 65,535; 11,112 by default.</summary>
    public int Port
    {
        get;
        set => field = OptionRange.Check(value, 0, IPEndPoint.MaxPort);
    } = 11_112;

    /// <summary>Gets or sets the server's title: 1 to 16 characters. <c>STORE-SCP</c> by default.</summary>
    public string AeTitle { get; set; } = "STORE-SCP";

    /// <summary>
    /// Gets or sets whether a request that calls another title is rejected (1/1/7, called AE title not recognized). False by default.
    /// </summary>
    public bool RequireCalledAe { get; set; }

    /// <summary>Gets the calling titles that may associate; others get 1/1/3. Empty, the default, lets any.</summary>
    public IList<string> CallingAeTitles { get; } = [];

    /// <summary>Gets or sets what must be true of an object before its sender is told success. <see cref="AckLevel.Durable"/> by default.</summary>
    public AckLevel AckLevel { get; set; } = AckLevel.Durable;

    /// <summary>
    /// Gets or sets how long <see cref="AckLevel.Indexed"/> and <see cref="AckLevel.Published"/> are waited for before A700 is answered.
    /// 1 second to 1 hour; 30 seconds by default.
    /// </summary>
    public TimeSpan AckTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromSeconds(1), s_oneHour);
    } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the largest object, in bytes of its data set; a larger one gets A700. 1,024 up; 64 GiB by default.</summary>
    public long MaxObjectBytes
    {
        get;
        set => field = OptionRange.Check(value, 1_024, long.MaxValue);
    } = 64L << 30;

    /// <summary>Gets or sets whether SOP classes that the standard does not know are accepted too. False by default.</summary>
    public bool AcceptUnknownSopClasses { get; set; }

    /// <summary>
    /// Gets or sets whether presentation contexts are refused (result 4) whose transfer syntaxes have frames that no codec decodes, so that a sender may offer
    /// another. False by default: everything is taken and kept as it comes.
    /// </summary>
    public bool RefuseUndecodable { get; set; }

    /// <summary>Gets or sets the largest P-DATA-TF announced, in bytes (PS3.8 D.1). 4,096 to 16,777,216; 262,144 by default.</summary>
    public int MaxPduLength
    {
        get;
        set => field = OptionRange.Check(value, 4_096, 16_777_216);
    } = 262_144;

    /// <summary>
    /// Gets or sets the element of the command set that names the tenant, as eight hexadecimal digits; <c>12111217</c> is what
    /// dicom-server-rs reads. Empty, the default, reads none: every object is the fallback tenant's.
    /// </summary>
    public string TenantElement { get; set; } = string.Empty;

    /// <summary>
    /// Gets or sets the tenant of objects whose sender names none; empty refuses them with 0124. <c>1234567890</c> by default.
    /// </summary>
    public string FallbackTenant { get; set; } = TenantId.Fallback.Value;

    /// <summary>Gets or sets how long running operations may take when the server stops. 0 to 1 hour; 20 seconds by default.</summary>
    public TimeSpan DrainTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.Zero, s_oneHour);
    } = TimeSpan.FromSeconds(20);

    /// <summary>Gets the limits of connections and associations.</summary>
    public AssociationLimits Limits { get; } = new();

    /// <summary>Gets the limits of a data set.</summary>
    public DataSetLimits DataSetLimits { get; } = new();
}
