namespace Dicom.Storage.DataSets;

/// <summary>What is known of the attribute that is being read.</summary>
/// <param name="VR">default as long as the key "vr" has not come.</param>
/// <param name="Content">Which key its value has; <see cref="JsonKey.Other"/> for none.</param>
/// <param name="HasItems">Whether its value was read as a sequence.</param>
/// <param name="IsAdded">Whether its element is in the data set.</param>
internal readonly record struct JsonAttribute(DicomTag Tag, DicomVR VR = default, JsonKey Content = JsonKey.Other, bool HasItems = false, bool IsAdded = false);
