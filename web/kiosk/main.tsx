import '../api/without-eval.ts'
import './kiosk.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { KitProvider } from '../kit/kit-provider.tsx'
import { CameraProvider } from './camera/camera.tsx'
import { Hall } from './hall.tsx'
import { VoiceProvider } from './voice/voice.tsx'

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <KitProvider>
        <VoiceProvider>
          <CameraProvider>
            <Hall />
          </CameraProvider>
        </VoiceProvider>
      </KitProvider>
    </StrictMode>,
  )
