using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.DcmDump;

/// <summary>Deals the files out to the cores.</summary>
internal static class DumpCommand
{
    private const int LookAheadPerThread = 8;

    /// <returns>0 when all files were read, otherwise 1.</returns>
    public static int Run(DumpArguments arguments)
    {
        List<DumpInput> inputs = InputList.Of(arguments.Paths);
        if (arguments.Folder is { } folder)
            InputList.RefuseSameTargets(inputs, folder, arguments.Extension);
        int threads = Math.Max(1, Math.Min(Environment.ProcessorCount, inputs.Count));
        using Stream output = Console.IsOutputRedirected ? Console.OpenStandardOutput() : Terminal(1);
        using Stream errors = Console.IsErrorRedirected ? Console.OpenStandardError() : Terminal(2);
        var ordered = new OrderedOutput(output, errors, threads * LookAheadPerThread);
        int taken = -1;
        void Work()
        {
            using FileTask task = FileTask.Create(arguments);
            for (int i = Interlocked.Increment(ref taken); i < inputs.Count; i = Interlocked.Increment(ref taken))
            {
                FileOutput file = ordered.Begin(i);
                if (task.Run(inputs[i], file) is { } failure)
                    file.Errors = failure.Line(inputs[i].Path);
                ordered.End(file);
            }
        }

        Thread[] helpers = [.. Enumerable.Range(1, threads - 1).Select(_ => new Thread(Work))];
        foreach (Thread helper in helpers)
            helper.Start();
        Work();
        foreach (Thread helper in helpers)
            helper.Join();
        return ordered.HasErrors ? 1 : 0;
    }

    // Written to directly: the Console's stream sets a terminal up for reading keys, with sequences of its own.
    private static FileStream Terminal(int descriptor) => new(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
