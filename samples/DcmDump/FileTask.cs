using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>What is done with each file; one a thread.</summary>
internal abstract class FileTask : IDisposable
{
    private Anonymization? _anonymization;

    protected FileSource Source { get; } = new();

    public static FileTask Create(DumpArguments arguments)
    {
        OutputFolder? folder = arguments.Folder is { } root ? new OutputFolder(root, arguments.Extension) : null;
        FileTask task = arguments.Form switch
        {
            OutputForm.Json => new JsonTask(folder),
            OutputForm.Xml => new XmlTask(folder),
            OutputForm.File => new RewriteTask(folder!, arguments.Syntax),
            _ => new TextTask(ShowsColours()),
        };
        task._anonymization = arguments.Anonymizer is { } anonymizer ? new Anonymization(anonymizer) : null;
        return task;
    }

    /// <returns>What kept the file from being read, or null.</returns>
    public DumpFailure? Run(DumpInput input, FileOutput output)
    {
        if (input.Complaint is not null)
            return new DumpFailure(0, input.Complaint);

        try
        {
            return Source.Open(input.FullPath) ?? _anonymization?.Apply(Source, input, output) ?? Run(input, output, Source);
        }
        catch (DicomDataException exception)
        {
            return new DumpFailure(Source.DataSetOffset, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return DumpFailure.Of(exception);
        }
    }

    public virtual void Dispose()
    {
        Source.Dispose();
        _anonymization?.Dispose();
    }

    protected abstract DumpFailure? Run(DumpInput input, FileOutput output, FileSource source);

    // https://no-color.org: set and not empty means no colours.
    private static bool ShowsColours() => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
