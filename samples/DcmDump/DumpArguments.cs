using System.Diagnostics.CodeAnalysis;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>The command line. Read by hand: a parser library would take as long to start as a hundred files take to dump.</summary>
internal sealed partial class DumpArguments
{
    private bool _anonymizes;
    private string? _keyFile;

    public List<string> Paths { get; } = [];

    public OutputForm Form { get; private set; }

    public string? Folder { get; private set; }

    /// <summary>Gets what is added to the names of files written.</summary>
    public string Extension => Form switch
    {
        OutputForm.Json => ".json",
        OutputForm.Xml => ".xml",
        _ => string.Empty,
    };

    public DicomTransferSyntax? Syntax { get; private set; }

    /// <summary>Gets what anonymises each file first, or null.</summary>
    public DicomAnonymizer? Anonymizer { get; private set; }

    public bool ShowHelp { get; private set; }

    public static bool TryParse(string[] args, [NotNullWhen(true)] out DumpArguments? arguments, [NotNullWhen(false)] out string? complaint)
    {
        arguments = new DumpArguments();
        complaint = null;
        bool named = true;
        for (int i = 0; i < args.Length && complaint is null; i++)
        {
            if (args[i] == "--" && named)
                named = false;
            else if (named && args[i].Length > 1 && args[i][0] == '-')
                complaint = arguments.TakeOption(args, ref i);
            else
                arguments.Paths.Add(args[i]);
        }

        complaint ??= arguments.Check();
        return complaint is null;
    }
}
