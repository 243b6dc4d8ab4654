using Dicom.Storage.DcmDump;

if (!DumpArguments.TryParse(args, out DumpArguments? arguments, out string? complaint))
{
    Console.Error.WriteLine(complaint);
    return 2;
}

if (arguments.ShowHelp)
{
    Console.Out.Write(DumpHelp.Text);
    return 0;
}

return DumpCommand.Run(arguments);
