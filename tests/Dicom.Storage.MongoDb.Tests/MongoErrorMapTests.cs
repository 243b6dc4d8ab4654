using System.Net;
using Dicom.Storage.Core;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Clusters;
using MongoDB.Driver.Core.Connections;
using MongoDB.Driver.Core.Servers;

namespace Dicom.Storage.MongoDb.Tests;

public sealed class MongoErrorMapTests
{
    private static readonly ConnectionId s_connection = new(new ServerId(new ClusterId(), new DnsEndPoint("db", 27017)));

    // Codes of the server's error_codes.yml.
    [Theory]
    [InlineData(11000, StorageErrorKind.AlreadyExists, false)] // DuplicateKey
    [InlineData(112, StorageErrorKind.TransactionFailed, true)] // WriteConflict
    [InlineData(251, StorageErrorKind.TransactionFailed, true)] // NoSuchTransaction
    [InlineData(24, StorageErrorKind.TransactionFailed, true)] // LockTimeout
    [InlineData(91, StorageErrorKind.DatabaseError, true)] // ShutdownInProgress
    [InlineData(189, StorageErrorKind.DatabaseError, true)] // PrimarySteppedDown
    [InlineData(10107, StorageErrorKind.DatabaseError, true)] // NotWritablePrimary
    [InlineData(13435, StorageErrorKind.DatabaseError, true)] // NotPrimaryNoSecondaryOk
    [InlineData(11600, StorageErrorKind.DatabaseError, true)] // InterruptedAtShutdown
    [InlineData(11602, StorageErrorKind.DatabaseError, true)] // InterruptedDueToReplStateChange
    [InlineData(6, StorageErrorKind.DatabaseError, true)] // HostUnreachable
    [InlineData(64, StorageErrorKind.DatabaseError, true)] // WriteConcernFailed
    [InlineData(50, StorageErrorKind.DatabaseError, true)] // MaxTimeMSExpired
    [InlineData(14031, StorageErrorKind.DatabaseError, true)] // OutOfDiskSpace
    [InlineData(13, StorageErrorKind.DatabaseError, true)] // Unauthorized: a right can be given
    [InlineData(2, StorageErrorKind.DatabaseError, false)] // BadValue
    [InlineData(9, StorageErrorKind.DatabaseError, false)] // FailedToParse
    [InlineData(121, StorageErrorKind.DatabaseError, false)] // DocumentValidationFailure
    [InlineData(10334, StorageErrorKind.DatabaseError, false)] // BSONObjectTooLarge
    public void Codes_are_told_apart_by_whether_trying_again_can_help(int code, StorageErrorKind kind, bool transient)
    {
        MongoCommandException error = new(s_connection, "text", [], new BsonDocument("code", code));

        DicomStorageException mapped = MongoErrorMap.Map(error);

        Assert.Equal((kind, transient), (mapped.Kind, mapped.IsTransient));
        Assert.Same(error, mapped.InnerException);
        Assert.DoesNotContain("text", mapped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_connection_and_a_server_not_found_are_transient()
    {
        Assert.All<Exception>(
            [new MongoConnectionException(s_connection, "text"), new TimeoutException("text"), new IOException("text")],
            error => Assert.Equal((StorageErrorKind.DatabaseError, true), (MongoErrorMap.Map(error).Kind, MongoErrorMap.Map(error).IsTransient)));
    }

    [Fact]
    public void What_the_driver_cannot_write_lies_in_the_call() =>
        Assert.False(MongoErrorMap.Map(new BsonSerializationException("text")).IsTransient);

    [Theory]
    [InlineData(112, true)]
    [InlineData(251, true)]
    [InlineData(11000, true)]
    [InlineData(2, false)]
    [InlineData(13, false)]
    public void A_unit_that_met_another_writer_is_worth_repeating_and_one_that_is_wrong_is_not(int code, bool worth) =>
        Assert.Equal(worth, MongoErrorMap.IsWorthRepeating(new MongoCommandException(s_connection, "text", [], new BsonDocument("code", code))));

    [Fact]
    public void What_the_server_calls_a_transient_error_of_a_transaction_is_worth_repeating()
    {
        MongoCommandException error = new(s_connection, "text", [], new BsonDocument("code", 99_999));
        Assert.False(MongoErrorMap.IsWorthRepeating(error));
        error.AddErrorLabel(MongoErrorMap.TransientTransaction);
        Assert.True(MongoErrorMap.IsWorthRepeating(error));
    }
}
