using System.Net;
using Dicom.Storage.Core;
using Dicom.Storage.Scp;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.Gateway;

/// <summary>Says where the server listens and how to send it a file.</summary>
internal static class Greeting
{
    public static void Write(WebApplication app)
    {
        StorageScp scp = app.Services.GetRequiredService<StorageScp>();
        string root = Path.GetFullPath(app.Services.GetRequiredService<IOptions<DicomStorageOptions>>().Value.Root);
        int port = (scp.EndPoint as IPEndPoint)?.Port ?? scp.Options.Port;

        Console.WriteLine($"DICOM   {scp.Options.AeTitle} on {scp.EndPoint}, success means {scp.Options.AckLevel}");
        Console.WriteLine($"HTTP    {string.Join(", ", app.Urls)} (/health/live, /health/ready)");
        Console.WriteLine($"Data    {root}");
        Console.WriteLine($"Send    dotnet run --project samples/Send -- <files or folders> --port {port} --called {scp.Options.AeTitle}");
    }
}
