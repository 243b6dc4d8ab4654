namespace Dicom.Storage.DataSets;

/// <summary>What may still identify somebody after the elements were anonymised, or was lost by it; for a person to look at.</summary>
[Flags]
public enum AnonymizationWarnings
{
    /// <summary>Nothing was noticed.</summary>
    None = 0,

    /// <summary>Burned In Annotation (0028,0301) says YES: the pixels show text that may identify.</summary>
    BurnedInAnnotation = 1 << 0,

    /// <summary>Burned In Annotation is not NO, and the image is of a kind that often shows text: captured from a screen or film, ultrasound, a photograph, or of an unknown SOP class.</summary>
    PossiblyBurnedInAnnotation = 1 << 1,

    /// <summary>Recognizable Visual Features (0028,0302) says YES: a face, for example.</summary>
    RecognizableVisualFeatures = 1 << 2,

    /// <summary>An encapsulated document was replaced by an empty one: its content is gone.</summary>
    EncapsulatedDocumentReplaced = 1 << 3,

    /// <summary>An overlay lies in unused bits of the pixels; the elements that described it are gone, the bits are still there.</summary>
    OverlayInPixels = 1 << 4,

    /// <summary>Texts were kept because nothing known was found in them.</summary>
    TextKept = 1 << 5,

    /// <summary>Private elements were kept because they were named as safe.</summary>
    PrivateKept = 1 << 6,

    /// <summary>Audio or waveforms may hold speech: their samples were not changed.</summary>
    Waveform = 1 << 7,
}
