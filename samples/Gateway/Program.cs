using Dicom.Storage.Core;
using Dicom.Storage.Gateway;
using Microsoft.Extensions.Diagnostics.HealthChecks;

// A C-STORE server on embedded defaults: SQLite (or DicomStorage:Database), the local file system, the in-process bus (or DicomStorage:Bus). Settings: section DicomStorage of
// appsettings.json beside the program, environment (DicomStorage__Scp__Port=104), command line (--DicomStorage:Scp:Port=104).
try
{
    WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    IConfigurationSection section = builder.Configuration.GetSection(DicomStorageOptions.SectionName);
    builder.Services.AddDicomStorage(section).UseDatabase(section.GetSection("Database")).UseBus(section.GetSection("Bus")).AddTranscoding().AddStorageScp();
    // Without its database the server still takes objects; they wait in the spool.
    builder.Services.AddHealthChecks().AddCheck<ReadyCheck>("storage").AddCheck<DatabaseHealthCheck>("database", HealthStatus.Degraded);
    builder.Services.AddHostedService<StatusLine>();
    builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(45)); // running objects are finished
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // a failed start is told below

    WebApplication app = builder.Build();
    app.MapHealthChecks("/health/live", new() { Predicate = static _ => false });
    app.MapHealthChecks("/health/ready");
    app.Lifetime.ApplicationStarted.Register(() => Greeting.Write(app));
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartFailure.Sentence(exception) is { } sentence)
{
    Console.Error.WriteLine(sentence);
    return 1;
}
