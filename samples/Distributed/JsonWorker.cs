using System.Text.Json;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Distributed;

/// <summary>Leases series that have been quiet, so that several workers share them, and writes what each object's row says as one document a series.</summary>
internal sealed partial class JsonWorker(IDbProvider database, IConfiguration configuration, TimeProvider time, ILogger<JsonWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly BoundedString<Max64> _owner = BoundedString<Max64>.Truncate($"{Environment.MachineName}-{Environment.ProcessId}");
    private readonly TimeSpan _quiet = configuration.GetValue("Worker:Quiet", TimeSpan.FromSeconds(10));
    private readonly string _folder = configuration.GetValue("Worker:Folder", "data/json")!;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.EnsureSchemaAsync(stoppingToken);
        using PeriodicTimer timer = new(s_pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (DicomStateMeta series in await LeaseAsync(stoppingToken))
                    await WriteAsync(series, stoppingToken);
            }
            catch (Exception exception) when (exception is DicomStorageException { IsTransient: true } or IOException)
            {
                Waiting(logger, exception.GetType().Name);
            }
        }
    }

    private Task<IReadOnlyList<DicomStateMeta>> LeaseAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        return database.AcquireJsonLeasesAsync(new JsonLeaseRequest { Owner = _owner, Now = now, Until = now + s_lease, EndTime = now - _quiet }, cancellationToken);
    }

    private async Task WriteAsync(DicomStateMeta series, CancellationToken cancellationToken)
    {
        SeriesKey key = new(series.TenantId, series.StudyUid, series.SeriesUid);
        string folder = Path.Combine(_folder, series.TenantId.Value, series.StudyUid.Value);
        Directory.CreateDirectory(folder);
        await using (FileStream file = File.Create(Path.Combine(folder, series.SeriesUid.Value + ".json")))
        await using (Utf8JsonWriter json = new(file, DicomJsonWriter.WriterOptions))
        {
            json.WriteStartArray();
            foreach (DicomImageMeta image in await database.GetImageMetasAsync(series.TenantId, series.StudyUid, series.SeriesUid, cancellationToken))
                DicomJsonWriter.Write(json, Describe(image));
            json.WriteEndArray();
        }

        await database.SaveJsonListAsync([Done(series)], cancellationToken);
        await database.ReleaseJsonLeaseAsync(key, _owner, cancellationToken);
        Written(logger, series.SeriesRelatedInstances);
    }

    // What lists of a series show; the whole header of an object is in the store.
    private static DicomDataset Describe(DicomImageMeta image)
    {
        DicomDataset dataset = [];
        dataset.AddOrUpdate(DicomTag.SOPClassUID, image.SopClassUid.Value);
        dataset.AddOrUpdate(DicomTag.SOPInstanceUID, image.SopUid.Value);
        if (image.InstanceNumber is { } number)
            dataset.AddOrUpdate(DicomTag.InstanceNumber, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return dataset;
    }

    private DicomJsonMeta Done(DicomStateMeta series) => new()
    {
        TenantId = series.TenantId, StudyUid = series.StudyUid, SeriesUid = series.SeriesUid, StudyUidHash = series.StudyUidHash, SeriesUidHash = series.SeriesUidHash,
        StudyDateOrigin = series.StudyDateOrigin, FlagTime = series.UpdatedTime, CreatedTime = time.GetUtcNow(), JsonStatus = JsonStatus.Done,
    };

    [LoggerMessage(1, LogLevel.Information, "Document of a series with {Objects} objects written")]
    private static partial void Written(ILogger logger, int? objects);

    [LoggerMessage(2, LogLevel.Warning, "Waiting: {Failure}")]
    private static partial void Waiting(ILogger logger, string failure);
}
