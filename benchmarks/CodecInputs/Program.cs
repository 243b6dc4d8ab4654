using System.Globalization;
using Dicom.Storage.CodecInputs;

// CodecInputs repeat FILE COUNT OUT       a file of COUNT frames, each the first frame of FILE moved on by some rows
// CodecInputs mosaic FILE SIDE OUT        a file of one frame, the first frame of FILE SIDE times beside and below itself
// CodecInputs codestream FILE OUT         the first frame as it is stored
// CodecInputs pnm FILE OUT                the first frame, native, as PGM or PPM, for tools that do not read DICOM
switch (args)
{
    case ["repeat", var file, var count, var path]:
        Images.Repeat(file, int.Parse(count, CultureInfo.InvariantCulture), path);
        return 0;
    case ["mosaic", var file, var side, var path]:
        Images.Mosaic(file, int.Parse(side, CultureInfo.InvariantCulture), path);
        return 0;
    case ["codestream", var file, var path]:
        Images.Codestream(file, path);
        return 0;
    case ["pnm", var file, var path]:
        Images.Pnm(file, path);
        return 0;
    default:
        Console.Error.WriteLine("CodecInputs repeat FILE COUNT OUT | mosaic FILE SIDE OUT | codestream FILE OUT | pnm FILE OUT");
        return 2;
}
