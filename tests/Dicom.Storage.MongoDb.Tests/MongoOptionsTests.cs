using Dicom.Storage.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb.Tests;

public sealed class MongoOptionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mongodb://db/?w=1", "w")]
    [InlineData("mongodb://db/?w=0", "w")]
    [InlineData("mongodb://db/?w=majority&journal=false", "journal")]
    public void A_write_concern_that_loses_acknowledged_writes_is_refused_by_name(string connectionString, string setting)
    {
        DicomStorageException error = Assert.Throws<DicomStorageException>(() => Open(connectionString));
        Assert.Contains($"{setting} is", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);

        using MongoDbProvider allowed = Open(connectionString, allowWeak: true);
        Assert.NotEqual(WriteConcern.WMajority.With(journal: true), allowed.Sessions.Connection.WriteConcern);
    }

    [Theory]
    [InlineData("mongodb://db/")]
    [InlineData("mongodb://db/?w=majority")]
    [InlineData("mongodb://db/?w=majority&journal=true")]
    public void Majority_and_journal_are_asked_for_whether_the_connection_string_says_so_or_not(string connectionString)
    {
        using MongoDbProvider db = Open(connectionString);
        Assert.Equal(WriteConcern.WMajority.With(journal: true), db.Sessions.Connection.Client.Settings.WriteConcern);
        Assert.Equal(ReadConcern.Majority, db.Sessions.Connection.Client.Settings.ReadConcern);
        Assert.Equal(ReadPreference.Primary, db.Sessions.Connection.Client.Settings.ReadPreference);
    }

    [Fact]
    public void What_is_no_connection_string_is_refused_without_being_repeated()
    {
        DicomStorageException error = Assert.Throws<DicomStorageException>(() => Open("mongo://user:secret@db"));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mongodb://db/", "dicom_storage")]
    [InlineData("mongodb://db/archive", "archive")]
    public void The_database_is_that_of_the_connection_string_or_the_default(string connectionString, string database)
    {
        using MongoDbProvider db = Open(connectionString);
        Assert.Equal(database, db.Sessions.Connection.Database.DatabaseNamespace.DatabaseName);
    }

    [Fact]
    public void Options_come_from_their_section_and_then_from_code()
    {
        using ServiceProvider services = Services(
            new() { ["DicomStorage:MongoDb:ConnectionString"] = "mongodb://db/archive", ["DicomStorage:MongoDb:JournalTimeout"] = "00:00:03" },
            options => options.RetryTimeout = TimeSpan.FromSeconds(7)).BuildServiceProvider();

        MongoDbDicomStorageOptions options = services.GetRequiredService<IOptions<MongoDbDicomStorageOptions>>().Value;
        Assert.Equal(("mongodb://db/archive", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(7)), (options.ConnectionString, options.JournalTimeout, options.RetryTimeout));
        Assert.IsType<MongoDbProvider>(services.GetRequiredService<IDbProvider>());
        Assert.Same(services.GetRequiredService<IDbProvider>(), services.GetRequiredService<IDbProvider>());
    }

    [Fact]
    public void A_missing_connection_string_is_told_by_its_key()
    {
        using ServiceProvider services = Services([], configure: null).BuildServiceProvider();
        OptionsValidationException error = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("DicomStorage:MongoDb:ConnectionString", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(MongoDbDicomStorageOptions.ServerSelectionTimeout), 0.05, 301)]
    [InlineData(nameof(MongoDbDicomStorageOptions.RetryTimeout), -1, 301)]
    [InlineData(nameof(MongoDbDicomStorageOptions.JournalTimeout), 0.4, 601)]
    public void A_time_outside_its_range_is_refused_where_it_is_set(string property, double low, double high)
    {
        MongoDbDicomStorageOptions options = new();
        System.Reflection.PropertyInfo time = typeof(MongoDbDicomStorageOptions).GetProperty(property)!;
        Assert.All([low, high], seconds => Assert.IsType<ArgumentOutOfRangeException>(
            Assert.Throws<System.Reflection.TargetInvocationException>(() => time.SetValue(options, TimeSpan.FromSeconds(seconds))).InnerException));
    }

    [Fact]
    public async Task A_server_that_is_not_there_fails_within_its_time_as_a_transient_error()
    {
        await using MongoDbProvider db = new(
            new MongoDbDicomStorageOptions { ConnectionString = "mongodb://127.0.0.1:1/", ServerSelectionTimeout = TimeSpan.FromMilliseconds(200) }, TimeProvider.System);
        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => db.EnsureSchemaAsync(Token));
        Assert.Equal((StorageErrorKind.DatabaseError, true), (error.Kind, error.IsTransient));
    }

    private static MongoDbProvider Open(string connectionString, bool allowWeak = false) => new(
        new MongoDbDicomStorageOptions { ConnectionString = connectionString, AllowWeakDurability = allowWeak }, TimeProvider.System);

    private static ServiceCollection Services(Dictionary<string, string?> settings, Action<MongoDbDicomStorageOptions>? configure)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        ServiceCollection services = [];
        services.AddLogging();
        services.AddDicomStorage(configuration.GetSection("DicomStorage")).UseMongoDb(configure);
        return services;
    }
}
