using Dicom.Storage.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.MySql.Tests;

public sealed class MySqlRegistrationTests
{
    [Fact]
    public void Options_come_from_the_section_and_then_from_code()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DicomStorage:MySql:ConnectionString"] = "Server=db",
            ["DicomStorage:MySql:MaxPoolSize"] = "7",
            ["DicomStorage:MySql:CommandTimeout"] = "00:00:09",
        }).Build();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddDicomStorage(configuration.GetSection("DicomStorage")).UseMySql(o => o.CommandTimeout = TimeSpan.FromSeconds(8));
        using ServiceProvider provider = services.BuildServiceProvider();

        MySqlDicomStorageOptions options = provider.GetRequiredService<IOptions<MySqlDicomStorageOptions>>().Value;
        Assert.Equal(("Server=db", 7, TimeSpan.FromSeconds(8)), (options.ConnectionString, options.MaxPoolSize, options.CommandTimeout));
        Assert.IsType<MySqlDbProvider>(provider.GetRequiredService<IDbProvider>());
    }

    [Fact]
    public void A_missing_connection_string_is_named()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddDicomStorage().UseMySql();
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IDbProvider>);
        Assert.Contains("MySql:ConnectionString is required", error.Message, StringComparison.Ordinal);
    }
}
