using System.Diagnostics.Metrics;
using System.Net;
using Dicom.Storage.DataSets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Network;

/// <summary>How a <see cref="DicomListener"/> listens and what it answers. Read once, when the listener is made.</summary>
public sealed class DicomListenerOptions
{
    /// <summary>Gets or sets the address to listen on. Every address by default: <see cref="IPAddress.IPv6Any"/>, which takes IPv4 as well.</summary>
    public IPAddress Address
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = IPAddress.IPv6Any;

    /// <summary>Gets or sets the TCP port. 0, for one that the system chooses, to 65,535; 11,112 by default (registered for DICOM).</summary>
    public int Port
    {
        get;
        set => field = OptionRange.Check(value, 0, IPEndPoint.MaxPort);
    } = 11_112;

    /// <summary>Gets or sets how many connections the system holds until they are accepted. 1 to 65,535; 512 by default.</summary>
    public int Backlog
    {
        get;
        set => field = OptionRange.Check(value, 1, 65_535);
    } = 512;

    /// <summary>Gets or sets whether TCP keep-alive probes find peers that vanished without a word, two minutes after the last byte. True by default.</summary>
    public bool KeepAlive { get; set; } = true;

    /// <summary>
    /// Gets or sets whether received segments are acknowledged at once where the system can (TCP_QUICKACK on Linux). True by default: senders that use
    /// Nagle's algorithm, as DCMTK's do, are several times faster.
    /// </summary>
    public bool QuickAcknowledge { get; set; } = true;

    /// <summary>Gets the limits.</summary>
    public AssociationLimits Limits { get; init; } = new();

    /// <summary>Gets or sets what is accepted, unless <see cref="Policy"/> names another profile.</summary>
    public NegotiationProfile Profile { get; set; } = new();

    /// <summary>Gets or sets who decides on requests. By default an <see cref="AeTitlePolicy"/> that lets any title.</summary>
    public IAssociationPolicy Policy { get; set; } = new AeTitlePolicy();

    /// <summary>Gets the services, one for a command at most. C-ECHO is answered by <see cref="EchoService"/> unless the table has another service for it.</summary>
    public IList<IDimseService> Services { get; } = [];

    /// <summary>
    /// Gets the elements outside group 0000 that are let pass in a command set, such as the private tenant element of some senders. None by default:
    /// such a command is answered with A-ABORT 0/0.
    /// </summary>
    public ISet<DicomTag> ToleratedCommandElements { get; } = new HashSet<DicomTag>();

    /// <summary>Gets or sets who is told of associations; null for nobody.</summary>
    public IAssociationObserver? Observer { get; set; }

    /// <summary>Gets or sets the source of time. The system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets the log. None by default.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Gets or sets who makes the meter <c>Dicom.Storage</c>; null, the default, for one of the listener's own.</summary>
    public IMeterFactory? MeterFactory { get; set; }
}
