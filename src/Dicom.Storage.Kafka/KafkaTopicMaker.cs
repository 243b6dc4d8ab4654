using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Dicom.Storage.Core;

namespace Dicom.Storage.Kafka;

/// <summary>Makes the topics that are not there, where the options say with how many partitions; once in a process.</summary>
internal sealed class KafkaTopicMaker(KafkaDicomStorageOptions options) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _done = options.Partitions == 0;

    public ValueTask EnsureAsync(CancellationToken cancellationToken) => _done ? ValueTask.CompletedTask : MakeAsync(cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async ValueTask MakeAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_done)
                return;
            using IAdminClient admin = new AdminClientBuilder(KafkaSettings.Admin(options)).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
            await admin.CreateTopicsAsync(Specifications(), new CreateTopicsOptions { RequestTimeout = options.RequestTimeout }).WaitAsync(cancellationToken).ConfigureAwait(false);
            _done = true;
        }
        catch (CreateTopicsException exception) when (exception.Results.All(static result => !result.Error.IsError || result.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            _done = true;
        }
        catch (CreateTopicsException exception)
        {
            throw KafkaErrorMap.Map(exception.Results.First(static result => result.Error.IsError && result.Error.Code != ErrorCode.TopicAlreadyExists).Error, exception);
        }
        catch (KafkaException exception)
        {
            throw KafkaErrorMap.Map(exception.Error, exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    private IEnumerable<TopicSpecification> Specifications()
    {
        short replicas = options.ReplicationFactor == 0 ? (short)-1 : (short)options.ReplicationFactor;
        foreach (string name in Enum.GetValues<StorageTopic>().Select(options.NameOf))
        {
            yield return new TopicSpecification { Name = name, NumPartitions = options.Partitions, ReplicationFactor = replicas };
            yield return new TopicSpecification { Name = options.DeadLettersOf(name), NumPartitions = 1, ReplicationFactor = replicas };
        }
    }
}
