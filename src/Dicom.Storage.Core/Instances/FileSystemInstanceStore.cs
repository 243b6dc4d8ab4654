using System.Runtime.CompilerServices;

namespace Dicom.Storage.Core;

/// <summary>
/// Objects as Part 10 files under one directory. An object gets its place by a link to the spool file (a copy across volumes),
/// its name is flushed before the put completes, and an existing file is never written to.
/// </summary>
public sealed class FileSystemInstanceStore : IInstanceStore
{
    private readonly InstancePathTemplate _template;
    private readonly DuplicatePolicy _duplicates;
    private readonly IFaultPoints _faults;
    private readonly string _prefix;
    private readonly DirectoryMarker _marker;
    private readonly DirectoryMaker _directories = new();

    /// <summary>Opens the store, making its directory.</summary>
    /// <exception cref="ArgumentException">The path template is not usable.</exception>
    /// <exception cref="IOException">The directory cannot be made, or must be there and is not.</exception>
    public FileSystemInstanceStore(FileSystemInstanceStoreOptions options)
        : this(options, IFaultPoints.None)
    {
    }

    internal FileSystemInstanceStore(FileSystemInstanceStoreOptions options, IFaultPoints faults)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Root);
        _template = new InstancePathTemplate(options.PathTemplate, options.MissingStudyDate);
        _duplicates = options.DuplicatePolicy;
        _faults = faults;
        Root = Path.GetFullPath(options.Root);
        _prefix = Path.EndsInDirectorySeparator(Root) ? Root : Root + Path.DirectorySeparatorChar;
        _marker = DirectoryMarker.Open(Root, options.MustExist, "DicomStorage:FileSystem:MustExist");
        DurableFile.FlushDirectory(Root); // a tenant's directory may be older than the crash that kept its name from the disk
    }

    /// <summary>Gets the directory of the objects.</summary>
    public string Root { get; }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PutResult>> PutAsync(IReadOnlyList<PutRequest> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _marker.Require();
        PutResult[] results = new PutResult[batch.Count];
        HashSet<string> touched = new(StringComparer.Ordinal);
        for (int i = 0; i < results.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results[i] = Put(batch[i], touched);
        }

        _faults.Pass(FaultPoint.StoreLinked);
        foreach (string directory in touched)
            DurableFile.FlushDirectory(directory);
        _marker.Require(); // and not unmounted meanwhile: then the objects lie in the bare mount point
        _faults.Pass(FaultPoint.StoreFlushed);
        return ValueTask.FromResult<IReadOnlyList<PutResult>>(results);
    }

    /// <inheritdoc/>
    public bool IsLocationOf(TenantId tenant, string location) => _template.Accepts(tenant, location);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(string location, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<Stream>(OpenFile(location));
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenRangeAsync(string location, long offset, long length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<Stream>(new RangeStream(OpenFile(location), offset, length));
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string location, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string path = PathOf(location);
        if (!File.Exists(path))
            return ValueTask.FromResult(false);

        File.Delete(path);
        DurableFile.FlushDirectory(Path.GetDirectoryName(path)!);
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (FileInfo file in new DirectoryInfo(Root).EnumerateFiles("*.dcm", all))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new StoredObject(Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), file.Length);
        }

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    private PutResult Put(PutRequest request, HashSet<string> touched)
    {
        string location = _template.LocationOf(request);
        if (request.Variant.Length > 0)
            location = $"{location[..^".dcm".Length]}.{VariantOf(request)}.dcm";
        string path = PathOf(location);
        string directory = Path.GetDirectoryName(path)!;
        _directories.Ensure(directory);
        touched.Add(directory);

        if (Place(request.Entry, path))
            return new PutResult(location, PutOutcome.Stored);
        if (ObjectFile.AreSameFile(request.Entry.FilePath, path))
            return new PutResult(location, PutOutcome.Stored); // an earlier attempt with this entry got as far as here
        if (ObjectFile.HaveSameObject(request.Entry.FilePath, path))
            return new PutResult(location, PutOutcome.AlreadyStored);
        if (request.Predecessor is { } came && (ObjectFile.AreSameFile(came.FilePath, path) || ObjectFile.HaveSameObject(came.FilePath, path)))
            return new PutResult(location, PutOutcome.PredecessorStored);

        return _duplicates switch
        {
            DuplicatePolicy.KeepFirst => new PutResult(location, PutOutcome.KeptFirst),
            DuplicatePolicy.Replace => Replace(request.Entry, path, location),
            _ => KeepBoth(request.Entry, path, location),
        };
    }

    private static string VariantOf(PutRequest request) => request.Variant.AsSpan().ContainsAnyExceptInRange('a', 'z')
        ? throw new ArgumentException("A variant has small letters only.", nameof(request))
        : request.Variant;

    private static PutResult KeepBoth(SpoolEntry entry, string path, string location)
    {
        string suffix = $".{ObjectFile.Digest(entry.FilePath)}.dcm";
        string second = path[..^".dcm".Length] + suffix;
        string secondLocation = location[..^".dcm".Length] + suffix;
        // The digest names the content: a file that is there already under this name holds the same object.
        bool placed = Place(entry, second) || ObjectFile.AreSameFile(entry.FilePath, second);
        return new PutResult(secondLocation, placed ? PutOutcome.KeptBoth : PutOutcome.AlreadyStored);
    }

    private static PutResult Replace(SpoolEntry entry, string path, string location)
    {
        string temporary = $"{path}.{entry.TraceId}.new";
        File.Delete(temporary); // left by an attempt that was cut off
        if (!Place(entry, temporary))
            throw new IOException("The temporary name of a replacement is taken.");
        DurableFile.RenameReplace(temporary, path);
        return new PutResult(location, PutOutcome.Replaced);
    }

    private static bool Place(SpoolEntry entry, string path) => DurableFile.TryLink(entry.FilePath, path) switch
    {
        LinkResult.Linked => true,
        LinkResult.NameExists => false,
        _ => ObjectFile.TryCopyDurably(entry.FilePath, path, entry.TraceId),
    };

    private FileStream OpenFile(string location)
    {
        string path = PathOf(location);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            throw new FileNotFoundException("There is no object at this location.", exception);
        }
    }

    // Locations come from the template or from a database: both are checked again, whatever they say.
    private string PathOf(string location)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        string path = Path.GetFullPath(Path.Combine(Root, location));
        if (!path.StartsWith(_prefix, StringComparison.Ordinal) || !path.EndsWith(".dcm", StringComparison.Ordinal) || location.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("The location is not one of this store.", nameof(location));
        return path;
    }
}
