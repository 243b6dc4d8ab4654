using System.Runtime.CompilerServices;

namespace Dicom.Storage.Core;

/// <summary>
/// Objects as Part 10 files under one directory. An object gets its place by a link to the spool file (a copy across volumes),
/// its name is flushed before the put completes, and an existing file is never written to.
/// </summary>
public sealed class FileSystemInstanceStore : IInstanceStore
{
    private const string Extension = ".dcm";
    private const string OriginalSuffix = ".original" + Extension;

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
    public string OriginalOf(string location)
    {
        _ = PathOf(location);
        return WithSuffix(location, OriginalSuffix);
    }

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
        bool found = TryDelete(PathOf(OriginalOf(location)));
        found |= TryDelete(path); // last: as long as it is there, somebody knows of both
        if (found)
            DurableFile.FlushDirectory(Path.GetDirectoryName(path)!);
        return ValueTask.FromResult(found);
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
        if (request.Predecessor is { } came && Find(came, touched) is { } earlier)
            return earlier with { IsPredecessor = true };

        string location = _template.LocationOf(request);
        string path = PathOf(location);
        string directory = Path.GetDirectoryName(path)!;
        _directories.Ensure(directory);
        touched.Add(directory);
        PutResult result = Put(request.Entry, path, location);
        if (request is { KeepsPredecessor: true, Predecessor: { } kept } && result.Outcome != PutOutcome.KeptFirst)
            KeepBeside(kept.Entry, result);
        return result;
    }

    private PutResult Put(SpoolEntry entry, string path, string location)
    {
        if (Place(entry, path))
            return new PutResult(location, PutOutcome.Stored);
        if (ObjectFile.AreSameFile(entry.FilePath, path))
            return new PutResult(location, PutOutcome.Stored); // an earlier attempt with this entry got as far as here
        if (ObjectFile.HaveSameObject(entry.FilePath, path))
            return new PutResult(location, PutOutcome.AlreadyStored);

        return _duplicates switch
        {
            DuplicatePolicy.KeepFirst => new PutResult(location, PutOutcome.KeptFirst),
            DuplicatePolicy.Replace => ReplaceObject(entry, path, location),
            _ => KeepBoth(entry, path, location),
        };
    }

    // What a put of the object as it came would find of itself, so that a rule that comes later does not make a second one of it.
    private PutResult? Find(PutRequest came, HashSet<string> touched)
    {
        string location = _template.LocationOf(came);
        string path = PathOf(location);
        if (!File.Exists(path))
            return null;

        touched.Add(Path.GetDirectoryName(path)!); // the attempt may have ended before its flush
        if (ObjectFile.AreSameFile(came.Entry.FilePath, path))
            return new PutResult(location, PutOutcome.Stored);
        if (ObjectFile.HaveSameObject(came.Entry.FilePath, path))
            return new PutResult(location, PutOutcome.AlreadyStored);
        if (_duplicates != DuplicatePolicy.KeepBoth)
            return null;

        string suffix = SecondSuffix(came.Entry);
        string second = WithSuffix(path, suffix);
        return File.Exists(second)
            ? new PutResult(WithSuffix(location, suffix), ObjectFile.AreSameFile(came.Entry.FilePath, second) ? PutOutcome.KeptBoth : PutOutcome.AlreadyStored)
            : null;
    }

    private void KeepBeside(SpoolEntry original, PutResult beside)
    {
        string path = PathOf(OriginalOf(beside.Location));
        if (Place(original, path) || ObjectFile.AreSameFile(original.FilePath, path))
            return;
        // The same object can come in several forms, of which the first is kept; one that lies beside a new object is that of another, which was replaced or has gone.
        if (beside.Outcome != PutOutcome.AlreadyStored && !ObjectFile.HaveSameObject(original.FilePath, path))
            Replace(original, path, beside.Location);
    }

    private static string SecondSuffix(SpoolEntry entry) => $".{ObjectFile.Digest(entry.FilePath)}.dcm";

    private static string WithSuffix(string name, string suffix) => name[..^Extension.Length] + suffix;

    private static PutResult KeepBoth(SpoolEntry entry, string path, string location)
    {
        string suffix = SecondSuffix(entry);
        string second = WithSuffix(path, suffix);
        string secondLocation = WithSuffix(location, suffix);
        // The digest names the content: a file that is there already under this name holds the same object.
        bool placed = Place(entry, second) || ObjectFile.AreSameFile(entry.FilePath, second);
        return new PutResult(secondLocation, placed ? PutOutcome.KeptBoth : PutOutcome.AlreadyStored);
    }

    // What was kept beside the one that goes is not the new one's; it goes first, as it is not looked for again after a crash.
    private PutResult ReplaceObject(SpoolEntry entry, string path, string location)
    {
        TryDelete(PathOf(OriginalOf(location)));
        return Replace(entry, path, location);
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

    private static bool TryDelete(string path)
    {
        if (!File.Exists(path))
            return false;
        File.Delete(path);
        return true;
    }

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
        if (!path.StartsWith(_prefix, StringComparison.Ordinal) || !path.EndsWith(Extension, StringComparison.Ordinal) || location.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("The location is not one of this store.", nameof(location));
        return path;
    }
}
