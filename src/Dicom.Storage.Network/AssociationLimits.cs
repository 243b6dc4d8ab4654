
namespace Dicom.Storage.Network;

/// <summary>Limits of a listener. They hold whatever a peer sends or fails to send; each has a default that suits a hospital network.</summary>
public sealed class AssociationLimits
{
    private static readonly TimeSpan s_tenth = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_tenMinutes = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets or sets the time from accepting a connection to a whole A-ASSOCIATE-RQ: the ARTIM timer (PS3.8 9.1.5), counted once and not per
    /// read. 0.1 s to 10 min; 10 s by default.
    /// </summary>
    public TimeSpan HandshakeTimeout { get; set => field = OptionRange.Check(value, s_tenth, s_tenMinutes); } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long a connection stays open for the peer to close it after the last PDU of this side. 0.1 s to 1 min; 1 s by default.</summary>
    public TimeSpan CloseTimeout { get; set => field = OptionRange.Check(value, s_tenth, TimeSpan.FromMinutes(1)); } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the most associations at once. 1 to 100,000; 500 by default. One more gets A-ASSOCIATE-RJ 2/3/1.</summary>
    public int MaxAssociations { get; set => field = OptionRange.Check(value, 1, 100_000); } = 500;

    /// <summary>Gets or sets the most associations at once of one address. 1 to 100,000; 100 by default. One more gets A-ASSOCIATE-RJ 2/3/2.</summary>
    public int MaxAssociationsPerHost { get; set => field = OptionRange.Check(value, 1, 100_000); } = 100;

    /// <summary>
    /// Gets or sets the most connections that have not yet sent a whole A-ASSOCIATE-RQ. They count against no other limit. 1 to 100,000; 2,000 by
    /// default. One more closes the oldest of them.
    /// </summary>
    public int MaxPendingConnections { get; set => field = OptionRange.Check(value, 1, 100_000); } = 2_000;

    /// <summary>Gets or sets the largest A-ASSOCIATE-RQ, in bytes. 4,096 to 16,777,216; 1,048,576 by default. A longer one gets A-ABORT 0/0.</summary>
    public int MaxRequestLength { get; set => field = OptionRange.Check(value, 4_096, 16_777_216); } = 1_048_576;

    /// <summary>Gets or sets the largest command set, in bytes. 1,024 to 1,048,576; 65,536 by default. A longer one gets A-ABORT 0/0.</summary>
    public int MaxCommandLength { get; set => field = OptionRange.Check(value, 1_024, 1_048_576); } = 65_536;

    /// <summary>Gets or sets the longest user identity looked at, in bytes (PS3.7 D.3.3.7). 0 to 65,535; 16,384 by default. A longer one gets A-ASSOCIATE-RJ 1/1/1.</summary>
    public int MaxUserIdentityLength { get; set => field = OptionRange.Check(value, 0, 65_535); } = 16_384;

    /// <summary>Gets or sets the largest data set of one message, in bytes. 1 or more; no limit by default. A longer one is answered with C004.</summary>
    public long MaxObjectLength { get; set => field = OptionRange.Check(value, 1, long.MaxValue); } = long.MaxValue;

    /// <summary>
    /// Gets or sets the rate that a message must keep while the peer is waited for, in bytes a second; time that this side takes does not count.
    /// 0, which switches the check off, to 1 GB/s; 1,000 by default. A slower peer gets A-ABORT 2/0.
    /// </summary>
    public int MinDataRate { get; set => field = OptionRange.Check(value, 0, 1_000_000_000); } = 1_000;

    /// <summary>
    /// Gets or sets the waiting that a message may spend before <see cref="MinDataRate"/> is held against it; bytes that come faster earn it back.
    /// 0.1 s to 10 min; 15 s by default.
    /// </summary>
    public TimeSpan MinDataRateGrace { get; set => field = OptionRange.Check(value, s_tenth, s_tenMinutes); } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets the longest silence inside a message, and the longest time that the peer may leave a response untaken.
    /// 0.1 s to 1 h; 60 s by default. Then: A-ABORT 2/0.
    /// </summary>
    public TimeSpan DimseTimeout { get; set => field = OptionRange.Check(value, s_tenth, TimeSpan.FromHours(1)); } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets how long an association may stay without a message. 0.1 s to 1 day; 5 min by default. Then: A-ABORT 2/0.</summary>
    public TimeSpan IdleTimeout { get; set => field = OptionRange.Check(value, s_tenth, TimeSpan.FromDays(1)); } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long an association may stay with nothing but C-ECHO. 0.1 s to 1 day; 30 min by default. Then: A-ABORT 2/0.</summary>
    public TimeSpan EchoOnlyTimeout { get; set => field = OptionRange.Check(value, s_tenth, TimeSpan.FromDays(1)); } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Gets or sets how many requests for a called AE title that is not answered one address may make in a minute before its connections are
    /// closed unread for the rest of that minute. 0, which switches the check off, to 100,000; 60 by default.
    /// </summary>
    public int MaxUnknownCalledAePerMinute { get; set => field = OptionRange.Check(value, 0, 100_000); } = 60;

    /// <summary>Gets or sets the receive buffer of an association that is receiving, in bytes; an idle one has none. 16,384 to 4,194,304; 131,072 by default.</summary>
    public int ReceiveBufferLength { get; set => field = OptionRange.Check(value, 16_384, 4_194_304); } = 131_072;

    /// <summary>
    /// Gets or sets the memory that all connections may hold together, in bytes: <see cref="MemoryPerMessage"/> and the receive buffer for each
    /// message under way, and what has come of requests. 4 MiB to 1 TiB; 1 GiB by default. Where it is used up, the next message is read when
    /// another has ended, and the largest of the unfinished requests is closed.
    /// </summary>
    public long MaxMemory { get; set => field = OptionRange.Check(value, 4L << 20, 1L << 40); } = 1L << 30;

    /// <summary>
    /// Gets or sets what a message under way is reckoned to hold beside its receive buffer, in bytes: its command, and the header that its service
    /// keeps. 0 to 128 MiB; 1,179,648 by default: the largest command and a header of 1 MiB, with what they cost beside.
    /// </summary>
    public int MemoryPerMessage { get; set => field = OptionRange.Check(value, 0, 128 << 20); } = 1_179_648;

    /// <summary>Gets what a message under way is charged with.</summary>
    internal long MemoryOfMessage => (long)MemoryPerMessage + ReceiveBufferLength;
}
