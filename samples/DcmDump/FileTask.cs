namespace Dicom.Storage.DcmDump;

/// <summary>What is done with each file; one a thread.</summary>
internal abstract class FileTask : IDisposable
{
    protected FileSource Source { get; } = new();

    public static FileTask Create(DumpArguments arguments) => arguments.Form switch
    {
        OutputForm.Json => new JsonTask(arguments.Folder is { } folder ? new OutputFolder(folder, arguments.Extension) : null),
        _ => new TextTask(ShowsColours()),
    };

    /// <returns>What kept the file from being read, or null.</returns>
    public DumpFailure? Run(DumpInput input, FileOutput output)
    {
        if (input.Complaint is not null)
            return new DumpFailure(0, input.Complaint);

        try
        {
            return Source.Open(input.Path) ?? Run(input, output, Source);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return DumpFailure.Of(exception);
        }
    }

    public virtual void Dispose() => Source.Dispose();

    protected abstract DumpFailure? Run(DumpInput input, FileOutput output, FileSource source);

    // https://no-color.org: set and not empty means no colours.
    private static bool ShowsColours() => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
