using Dicom.Storage.DictionaryGenerator;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: dotnet run --project eng/dictionary -- <folder with the .tsv files> <output folder>");
    return 1;
}

foreach ((string name, string text) in GeneratedFiles.All(args[0]))
    File.WriteAllText(Path.Combine(args[1], name), text);

return 0;
