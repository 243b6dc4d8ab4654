using Dicom.Storage.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.PostgreSql.Tests;

public sealed class PostgreSqlRegistrationTests
{
    [Fact]
    public void Options_come_from_the_section_and_then_from_code()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DicomStorage:PostgreSql:ConnectionString"] = "Host=db",
            ["DicomStorage:PostgreSql:MaxPoolSize"] = "7",
            ["DicomStorage:PostgreSql:CommandTimeout"] = "00:00:09",
        }).Build();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddDicomStorage(configuration.GetSection("DicomStorage")).UsePostgreSql(o => o.CommandTimeout = TimeSpan.FromSeconds(8));
        using ServiceProvider provider = services.BuildServiceProvider();

        PostgreSqlDicomStorageOptions options = provider.GetRequiredService<IOptions<PostgreSqlDicomStorageOptions>>().Value;
        Assert.Equal(("Host=db", 7, TimeSpan.FromSeconds(8)), (options.ConnectionString, options.MaxPoolSize, options.CommandTimeout));
        Assert.IsType<PostgreSqlDbProvider>(provider.GetRequiredService<IDbProvider>());
    }

    [Fact]
    public void A_missing_connection_string_is_named()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddDicomStorage().UsePostgreSql();
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IDbProvider>);
        Assert.Contains("PostgreSql:ConnectionString is required", error.Message, StringComparison.Ordinal);
    }
}
