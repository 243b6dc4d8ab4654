namespace Dicom.Storage.DataSets;

/// <summary>How the bytes of a value are read: by code extensions, or by one encoding that forbids them (PS3.3 C.12.1.1.2).</summary>
internal enum CharacterSetKind : byte
{
    CodeExtensions,
    Utf8,
    Gb18030,
    Gbk,
}
