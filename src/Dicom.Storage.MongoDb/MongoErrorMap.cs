using Dicom.Storage.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>The driver's exceptions as storage errors; the codes are those of the server's error_codes.yml, texts are never looked at.</summary>
internal static class MongoErrorMap
{
    public const string TransientTransaction = "TransientTransactionError";
    public const string UnknownCommit = "UnknownTransactionCommitResult";

    private const int DuplicateKey = 11000;

    // What lies in a command or its values, and stays wrong however often it is tried.
    private static readonly HashSet<int> s_inTheCall =
    [
        2, // BadValue
        4, // NoSuchKey
        5, // GraphContainsCycle
        9, // FailedToParse
        14, // TypeMismatch
        15, // Overflow
        16, // InvalidLength
        22, // InvalidBSON
        28, // PathNotViable
        40, // ConflictingUpdateOperators
        52, // DollarPrefixedFieldName
        53, // InvalidIdField
        56, // EmptyFieldName
        57, // DottedFieldName
        59, // CommandNotFound
        66, // ImmutableField
        72, // InvalidOptions
        73, // InvalidNamespace
        115, // CommandNotSupported
        121, // DocumentValidationFailure
        168, // InvalidPipelineOperator
        238, // NotImplemented
        10334, // BSONObjectTooLarge
        17280, // KeyTooLong
        17419, // a document grown too large by its update
        51091, // a regular expression that does not compile
    ];

    private static readonly HashSet<int> s_ofTransactions =
    [
        24, // LockTimeout
        112, // WriteConflict
        225, // TransactionTooOld
        246, // SnapshotUnavailable
        251, // NoSuchTransaction
        256, // TransactionCommitted
        267, // PreparedTransactionInProgress
    ];

    /// <summary>Whether an exception comes from driver or server.</summary>
    public static bool IsOfTheDriver(Exception error) =>
        error is MongoException or TimeoutException or BsonException or IOException or System.Net.Sockets.SocketException;

    public static DicomStorageException Map(Exception error)
    {
        if (error is BsonException or MongoIncompatibleDriverException)
            return New(StorageErrorKind.DatabaseError, "The driver refused a value or the server.", isTransient: false, error);
        if (CodeOf(error) is not { } code)
            return New(StorageErrorKind.DatabaseError, "MongoDB could not be reached, or the connection was lost.", isTransient: true, error);

        string what = $"MongoDB failed with code {code}.";
        if (code == DuplicateKey)
            return New(StorageErrorKind.AlreadyExists, what, isTransient: false, error);
        StorageErrorKind kind = s_ofTransactions.Contains(code) ? StorageErrorKind.TransactionFailed : StorageErrorKind.DatabaseError;
        return New(kind, what, !s_inTheCall.Contains(code), error);
    }

    /// <summary>Gets the error of a commit whose outcome could not be learned.</summary>
    public static DicomStorageException Unknown(Exception error) => New(
        StorageErrorKind.TransactionFailed, "The answer to a commit was lost and could not be learned since: the rows are there or not, all of them.", isTransient: true, error);

    /// <summary>Whether the whole unit may succeed when it is run again at once: it met another writer, or lost its connection or primary.</summary>
    public static bool IsWorthRepeating(Exception error) => error switch
    {
        // Within a unit a duplicate is a document that another writer has inserted at the same time.
        MongoException labelled when labelled.HasErrorLabel(TransientTransaction) || IsDuplicate(error) => true,
        MongoConnectionPoolPausedException or MongoNotPrimaryException or MongoNodeIsRecoveringException => true,
        MongoConnectionException connection => connection is not MongoAuthenticationException,
        _ => CodeOf(error) is { } code && s_ofTransactions.Contains(code),
    };

    public static bool IsDuplicate(Exception error) => error switch
    {
        MongoWriteException { WriteError: { } one } => one.Code == DuplicateKey,
        MongoBulkWriteException<BsonDocument> { WriteErrors: { Count: > 0 } all, WriteConcernError: null } => all.All(e => e.Code == DuplicateKey),
        MongoCommandException command => command.Code == DuplicateKey,
        _ => false,
    };

    private static int? CodeOf(Exception error) => error switch
    {
        MongoBulkWriteException bulk => bulk.WriteErrors is { Count: > 0 } errors ? errors[0].Code : bulk.WriteConcernError?.Code,
        MongoWriteException write => write.WriteError?.Code ?? write.WriteConcernError?.Code,
        MongoWriteConcernException concern => concern.WriteConcernResult?.Response?.GetValue("code", BsonNull.Value) is BsonInt32 code ? code.Value : concern.Code,
        MongoCommandException command => command.Code,
        _ => null,
    };

    private static DicomStorageException New(StorageErrorKind kind, string what, bool isTransient, Exception error) => new(kind, what, isTransient, error);
}
