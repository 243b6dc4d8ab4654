namespace Dicom.Storage.DcmDump;

/// <summary>Brings what several threads print into the order of the files, with a bound on how far they run ahead.</summary>
internal sealed class OrderedOutput(Stream output, Stream errors, int lookAhead)
{
    private readonly object _gate = new();
    private readonly FileOutput?[] _done = new FileOutput?[lookAhead];
    private readonly Stack<FileOutput> _free = new();
    private int _next;
    private bool _isWriting;

    /// <summary>Gets whether any file had something for standard error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Gives a file its output, once it is not too far ahead.</summary>
    public FileOutput Begin(int index)
    {
        lock (_gate)
        {
            while (index >= _next + lookAhead)
                Monitor.Wait(_gate);
            FileOutput begun = _free.TryPop(out FileOutput? free) ? free : new FileOutput(this);
            begun.Index = index;
            return begun;
        }
    }

    public void WaitForTurn(int index)
    {
        lock (_gate)
        {
            while (_next != index)
                Monitor.Wait(_gate);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    /// <summary>Takes a file's output; whoever brings the one that is due writes it and all that wait behind it.</summary>
    public void End(FileOutput ended)
    {
        lock (_gate)
        {
            _done[ended.Index % lookAhead] = ended;
            if (_isWriting)
                return;
            _isWriting = true;
        }

        while (TakeDue() is { } due)
        {
            output.Write(due.Bytes.WrittenSpan);
            if (due.Errors.Length + due.Warnings.Length > 0)
                errors.Write(System.Text.Encoding.UTF8.GetBytes(due.Warnings + due.Errors));
            Release(due);
        }
    }

    private FileOutput? TakeDue()
    {
        lock (_gate)
        {
            ref FileOutput? place = ref _done[_next % lookAhead];
            FileOutput? due = place;
            place = null;
            _isWriting = due is not null;
            return due;
        }
    }

    private void Release(FileOutput written)
    {
        lock (_gate)
        {
            HasErrors |= written.Errors.Length > 0;
            written.Errors = string.Empty;
            written.Warnings = string.Empty;
            written.Bytes.ResetWrittenCount();
            if (written.IsReusable)
                _free.Push(written);
            _next++;
            Monitor.PulseAll(_gate);
        }
    }
}
