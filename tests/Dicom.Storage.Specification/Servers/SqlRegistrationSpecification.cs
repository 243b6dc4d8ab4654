using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.Specification;

/// <summary>How an adapter for an SQL server is chosen and gets its options.</summary>
/// <param name="section">The section of its options below the storage's.</param>
/// <param name="use">Chooses it.</param>
public abstract class SqlRegistrationSpecification<TOptions, TProvider>(string section, Action<IDicomStorageBuilder, Action<TOptions>?> use)
    where TOptions : ServerDbOptions
    where TProvider : ServerDbProvider
{
    [Fact]
    public virtual void Options_come_from_the_section_and_then_from_code()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"DicomStorage:{section}:ConnectionString"] = "Server=db",
            [$"DicomStorage:{section}:MaxPoolSize"] = "7",
            [$"DicomStorage:{section}:CommandTimeout"] = "00:00:09",
        }).Build();
        ServiceCollection services = new();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        use(services.AddDicomStorage(configuration.GetSection("DicomStorage")), options => options.CommandTimeout = TimeSpan.FromSeconds(8));
        using ServiceProvider provider = services.BuildServiceProvider();

        TOptions options = provider.GetRequiredService<IOptions<TOptions>>().Value;
        Assert.Equal(("Server=db", 7, TimeSpan.FromSeconds(8)), (options.ConnectionString, options.MaxPoolSize, options.CommandTimeout));
        Assert.IsType<TProvider>(provider.GetRequiredService<IDbProvider>());
    }

    [Fact]
    public virtual void A_missing_connection_string_is_named()
    {
        ServiceCollection services = new();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        use(services.AddDicomStorage(), null);
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IDbProvider>);
        Assert.Contains($"{section}:ConnectionString is required", error.Message, StringComparison.Ordinal);
    }
}
