namespace Dicom.Storage.Core;

/// <summary>A length limit that is a type, so that a text with another limit is another type.</summary>
public interface IStringLimit
{
    /// <summary>Gets the limit in Unicode scalar values (runes), as <c>varchar(n)</c> counts in PostgreSQL and MySQL.</summary>
    static abstract int MaxRunes { get; }
}
